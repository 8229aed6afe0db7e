"""A page asks the database twelve things at most, even when nothing is remembered (no browser needed)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.community.models import Community
from parvis.conversations.introducing import answer
from parvis.conversations.models import Introduced, Thread
from parvis.conversations.opening import open_among
from parvis.conversations.saying import say
from parvis.kit import freshness
from parvis.members.models import Role
from tests.journeys import budgets
from tests.journeys.budgets import PAGES, Spec
from tests.village import Village

MOST = 12


def circle_talks(village: Village) -> None:
    """Paul says something to his circle."""
    now, role = village.now, {"kind": Role.Kind.ANIMATOR, "since_on": village.now.date()}
    Role.objects.create(member=village.karim, circle=village.gardeners, **role)
    thread = open_among(about=village.gardeners, by=village.karim, closes_at=now + timedelta(days=9), at=now)
    say(thread=thread, by=village.paul, text="Qui arrose ?", at=now)


def two_met(village: Village) -> None:
    """Jeanne and Paul said yes, and each gave the other their address."""
    budgets.converse(village)
    for row in Introduced.objects.all():
        answer(introduced=row, says_yes=True, at=village.now, gives_address=True)


def of_circle(village: Village) -> str:
    return reverse("members:circle", args=[village.gardeners.pk])


def taken_along(village: Village) -> str:
    return reverse("meetings:room_added", args=[budgets.seated_around(village).pk])


BESIDES = [
    Spec("talk of a circle", budgets.thread_of("among_us"), who="paul", prepare=circle_talks),
    Spec(
        "talk of a circle, for who animates", budgets.thread_of("among_us"), who="karim", prepare=circle_talks
    ),
    Spec("two people who met", budgets.thread_of("between_two"), who="jeanne", prepare=two_met),
    Spec("talk of a meeting", budgets.thread_of("among_us"), who="karim", prepare=budgets.converse),
    Spec("a meeting that talks", budgets.of_cafe("meetings:meeting"), who="jeanne", prepare=budgets.converse),
    Spec("a meeting one leads", budgets.of_cafe("meetings:meeting"), who="karim", prepare=budgets.converse),
    Spec("a circle that talks", of_circle, who="paul", prepare=circle_talks),
    Spec("a circle one animates", of_circle, who="karim", prepare=circle_talks),
    Spec("what a telephone takes along", taken_along, who="karim"),
]


@pytest.mark.parametrize("spec", [*BESIDES, *PAGES], ids=lambda spec: spec.name)
def test_a_page_asks_little(spec, village, client_of, anonymous):
    spec.prepare(village)
    path = spec.path(village)
    client = client_of(getattr(village, spec.who)) if spec.who else anonymous
    Community.objects.update(name=F("name"))  # what this transaction remembered is worth nothing either
    freshness.bump()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == spec.status
    if len(asked) > MOST:
        said = [one["sql"] for one in asked.captured_queries]
        pytest.fail(f"{len(said)} questions:\n" + "\n".join(said))


def test_a_thread_of_many_asks_no_more(village, client_of):
    """However much was said, by however many."""
    circle_talks(village)
    thread, counts, paul = Thread.objects.get(), [], client_of(village.paul)
    for _turn in range(2):
        Community.objects.update(name=F("name"))
        freshness.bump()
        with CaptureQueriesContext(connection) as asked:
            paul.get(reverse("conversations:thread", args=[thread.pk]))
        counts.append(len(asked))
        for number in range(4):
            who = village.karim if number % 2 else village.paul
            say(thread=thread, by=who, text=f"Mot {number}", at=village.now + timedelta(minutes=number))
    assert counts[0] == counts[1]
