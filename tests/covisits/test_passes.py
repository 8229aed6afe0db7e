"""A pass opens one visit as one visitor; the bar stands on every page of who carries it, and on no other."""

from datetime import timedelta

import pytest
from django.http import HttpResponse

from parvis.covisits.models import CoVisit, Visitor
from parvis.covisits.passes import Pass, read_pass, write_pass
from parvis.kit.company import COOKIE
from tests.village import Village


@pytest.fixture
def two(village: Village) -> list[Visitor]:
    """Jeanne, signed in, and Rosa, who has no account."""
    visit = CoVisit.objects.create(
        code="4812", code_until_at=village.now + timedelta(minutes=15), begun_at=village.now,
        ends_at=village.now + timedelta(hours=1),
    )  # fmt: skip
    known = {"co_visit": visit, "joined_at": village.now}
    return [
        Visitor.objects.create(number=1, first_name="Jeanne", member=village.jeanne, **known),
        Visitor.objects.create(number=2, first_name="Rosa", **known),
    ]


def carry(client, visitor: Visitor):
    client.cookies[COOKIE] = write_pass(HttpResponse(), visitor).cookies[COOKIE].value
    return client


def test_a_pass_is_read_without_a_database(two, django_assert_num_queries):
    value = write_pass(HttpResponse(), two[0]).cookies[COOKIE].value
    with django_assert_num_queries(0):
        assert read_pass(value) == Pass(two[0].co_visit_id, two[0].pk)
        for wrong in (
            "",
            None,
            value[:-1],
            value.replace("-", "--"),
            "1-1",
            "1-1.x",
            "x" * 5000,
            value + "\0",
        ):
            assert read_pass(wrong) is None


def test_the_bar_stands_on_pages_of_who_visits_and_on_no_other(two, village, client_of, anonymous):
    page = carry(client_of(village.jeanne), two[0]).get("/rencontres/")
    assert "Vous visitez avec Rosa." in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert 'class="visit' not in anonymous.get("/rencontres/").content.decode()


def test_who_signed_out_or_left_is_told(two, village, client_of, anonymous):
    assert 'data-standing="out"' in carry(anonymous, two[0]).get("/rencontres/").content.decode()
    Visitor.objects.filter(pk=two[1].pk).update(left_at=village.now)
    assert (
        'data-standing="out"' in carry(client_of(village.paul), two[1]).get("/rencontres/").content.decode()
    )
