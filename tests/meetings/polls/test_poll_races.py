"""Two hands at the same poll at once, on a real database: each thing happens once."""

from datetime import timedelta

import pytest

from parvis.courier.models import Dispatch
from parvis.kit.refusals import Refusal
from parvis.meetings.models import DateAnswer, DatePoll, Meeting, Registration, Respondent
from parvis.meetings.polls import ending
from parvis.meetings.polls.answering import answer_as_member, answer_as_newcomer
from parvis.meetings.polls.asking import ask
from parvis.meetings.polls.becoming import become_meeting
from tests.meetings.polls.conftest import evening
from tests.meetings.test_races import at_once
from tests.village import settle

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def village(transactional_db, now):
    return settle(now)


@pytest.fixture
def yes(soup):
    return dict.fromkeys((date.pk for date in soup.dates.all()), "yes")


def test_two_closings_close_once_and_tell_once(soup):
    hour = soup.closes_at
    closed = at_once([lambda: ending.close_due(hour)] * 4)
    assert sum(closed) == 1
    assert Dispatch.objects.filter(purpose="meetings.poll_result").count() == 1


def test_a_poll_asked_twice_at_once_is_one(village, now):
    def one():
        dates = [evening(now, 5), evening(now, 6)]
        return ask(
            title="x",
            asker=village.jeanne,
            at=now,
            closes_at=now + timedelta(days=1),
            dates=dates,
            once_key="a",
        ).pk

    assert len(set(at_once([one] * 4))) == 1
    assert DatePoll.objects.count() == 1


def test_an_answer_at_the_deadline_counts_or_is_refused_never_half(soup, village, yes):
    hour = soup.closes_at
    answers = at_once([
        lambda: ending.close(poll=soup, by=village.jeanne, at=hour - timedelta(seconds=1)).state,
        lambda: answer_as_member(poll=soup, member=village.paul, says=yes, at=hour - timedelta(seconds=1)),
        lambda: answer_as_member(poll=soup, member=village.lea, says=yes, at=hour),
    ])  # fmt: skip
    assert isinstance(answers[2], Refusal)
    counted = 0 if isinstance(answers[1], Refusal) else 3
    assert DateAnswer.objects.count() == counted


def test_one_person_answering_twice_at_once_is_one_person(soup, village, yes, now):
    at_once([lambda: answer_as_member(poll=soup, member=village.paul, says=yes, at=now)] * 4)
    at_once([
        lambda: answer_as_newcomer(poll=soup, name="Zoé", contact=None, says=yes, at=now, form_key="k")
    ] * 4)  # fmt: skip
    assert sorted(Respondent.objects.values_list("name", flat=True)) == ["Paul Nguyen", "Zoé"]
    assert DateAnswer.objects.count() == 6


def test_chosen_twice_at_once_it_is_one_meeting_and_one_seat_each(soup, village, yes, now):
    answer_as_member(poll=soup, member=village.paul, says=yes, at=now)
    dates = list(soup.dates.all())
    made = at_once([
        lambda date=date: become_meeting(poll=soup, date=date, by=village.jeanne, at=now).meeting.pk for date in dates
    ])  # fmt: skip
    assert len(set(made)) == 1
    assert Meeting.objects.filter(title="La soupe").count() == 1
    assert Registration.objects.filter(meeting__title="La soupe").count() == 1
