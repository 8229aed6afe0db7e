"""Two people at the same moment, on a real database: both are kept, once."""

import pytest

from parvis.conversations.introducing import answer, introduce
from parvis.conversations.models import Message, Thread
from parvis.conversations.opening import open_with_organisers
from parvis.conversations.saying import say
from parvis.courier.models import Dispatch
from parvis.members.models import Member, Role
from tests.meetings.test_races import at_once
from tests.village import settle

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def village(transactional_db, now):
    return settle(now)


def test_two_taps_open_one_thread(village, now):
    def open_it() -> int:
        return open_with_organisers(member=village.jeanne, about=village.cafe, at=now).pk

    assert len(set(at_once([open_it] * 4))) == 1
    assert Thread.objects.count() == 1


def test_two_who_organise_answer_at_once_and_the_second_is_told(village, now):
    Role.objects.create(member=village.lucie, kind="animator", since_on=now.date())
    thread = open_with_organisers(member=village.jeanne, about=village.cafe, at=now)
    seen = say(thread=thread, by=village.jeanne, text="Une rampe ?", at=now).message.pk
    lucie = Member.objects.get(pk=village.lucie.pk)
    said = at_once([
        lambda: say(thread=thread, by=village.karim, text="Oui.", at=now, seen=seen),
        lambda: say(thread=thread, by=lucie, text="Oui, côté quai.", at=now, seen=seen),
    ])  # fmt: skip
    assert Message.objects.count() == 3
    assert [one.crossed is None for one in said].count(True) == 1
    assert Dispatch.objects.filter(purpose="conversations.word", person=village.jeanne.pk).count() == 2


def test_a_form_sent_twice_says_it_once_and_two_yes_open_one_thread(village, now):
    thread = open_with_organisers(member=village.jeanne, at=now)
    at_once([lambda: say(thread=thread, by=village.jeanne, text="Bonjour", at=now, once_key="k")] * 3)
    assert Message.objects.count() == 1
    Member.objects.filter(pk__in=[village.jeanne.pk, village.paul.pk]).update(is_listed=True)
    made = introduce(by=village.karim, two=[village.jeanne, village.paul], why="Vélos", at=now)
    one, two = made.people.order_by("pk")
    at_once([lambda row=row: answer(introduced=row, says_yes=True, at=now) for row in (one, two, one, two)])
    assert Thread.objects.filter(kind="between_two").count() == 1
    assert Dispatch.objects.filter(purpose="conversations.introduced").count() == 2
