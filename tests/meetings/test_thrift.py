"""Registering is cheap however large the town: few statements, one commit; a page asks few questions."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.kit import freshness
from parvis.meetings.models import Question, Registration
from parvis.meetings.registering import register
from parvis.members.joining import join
from tests.village import Village, settle

MOST_TO_REGISTER = {
    "sqlite": 15,
    "postgresql": 19,
}  # with BEGIN and COMMIT; PostgreSQL is asked for its locks
MOST_OF_A_PAGE = 12


def crowd(village: Village, number: int) -> None:
    for one in range(number):
        member = join(name=f"Voisine {one}", contact=None, at=village.now)
        register(meeting=village.cafe, member=member, at=village.now, shows_name=True)


def statements(act: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        act()
    return [query["sql"] for query in seen.captured_queries]


def come(village: Village, number: int) -> None:
    fields = {"name": f"{number} Rosa Diaz", "contact": f"rosa{number}@exemple.fr"}
    answer = Client().post(f"/rencontres/{village.cafe.pk}/inscription/", fields)
    assert answer.status_code == 302, answer.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crowded", [0, 10])
def test_a_newcomer_costs_few_statements_and_one_commit(now, crowded):
    village = settle(now)
    crowd(village, crowded)
    come(village, 1)  # what a first visitor reads once for all
    asked = statements(lambda: come(village, 2))
    assert Registration.objects.filter(meeting=village.cafe).count() == crowded + 2
    assert len(asked) <= MOST_TO_REGISTER[connection.vendor], "\n".join(asked)
    assert [sql.split()[0] for sql in asked].count("COMMIT") == 1
    assert not [sql for sql in asked if "SAVEPOINT" in sql]


@pytest.mark.parametrize("crowded", [0, 10])
def test_the_page_of_a_meeting_asks_as_much_whoever_comes(village, client_of, crowded):
    crowd(village, crowded)
    for client in (client_of(village.paul), client_of(village.karim)):
        freshness.bump()
        asked = statements(lambda client=client: client.get(f"/rencontres/{village.cafe.pk}/"))
        assert len(asked) <= MOST_OF_A_PAGE, "\n".join(asked)


def test_so_does_a_full_one_with_a_line_and_a_question(village, client_of):
    Question.objects.create(meeting=village.cafe, words="Un gâteau ?")
    answers = {Question.objects.get().pk: "Au citron"}
    for number in range(18):
        member = join(name=f"Voisin {number}", contact=None, at=village.now)
        register(meeting=village.cafe, member=member, at=village.now, answers=answers)
    paul = client_of(village.paul)
    asked = statements(lambda: paul.get(f"/rencontres/{village.cafe.pk}/"))
    assert len(asked) <= MOST_OF_A_PAGE, "\n".join(asked)
    assert Registration.objects.waiting().count() == 2
