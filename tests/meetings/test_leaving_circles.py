"""Someone leaves a circle: what was the circle's alone is given back, what is for all stays theirs."""

from datetime import timedelta

import pytest

from parvis.chronicle.jobs import follow_deeds
from parvis.meetings.models import DatePoll, Meeting, Respondent
from parvis.meetings.polls.answering import answer_as_member
from parvis.meetings.polls.asking import ask
from parvis.meetings.polls.becoming import become_meeting
from parvis.members.joining_circles import join_circle, leave_circle
from parvis.members.models import Membership
from tests.meetings.polls.conftest import evening
from tests.village import make_meeting, seat, wait


@pytest.fixture
def council(village, now):
    """Jeanne and Karim are in the secret circle, too."""
    for member in (village.jeanne, village.karim):
        Membership.objects.create(member=member, circle=village.council, asked_at=now, accepted_at=now)
    return village.council


@pytest.fixture
def poll(village, council, now) -> DatePoll:
    poll = ask(
        title="Le secret", asker=village.karim, at=now, closes_at=now + timedelta(days=1),
        dates=[evening(now, 5), evening(now, 6)], audience="circle", circle=council,
    )  # fmt: skip
    date = poll.dates.first()
    for member in (village.jeanne, village.fatou):
        answer_as_member(poll=poll, member=member, says={date.pk: "yes"}, at=now)
    return poll


def leave(member, circle, at) -> None:
    leave_circle(circle=circle, member=member, at=at)
    follow_deeds(at)


def test_seats_only_the_circle_sees_go_to_the_next_in_line(village, council, now):
    inside = make_meeting("Conseil", now + timedelta(days=3), circle=council, visibility="circle", capacity=1)
    mine, next_one = seat(village.jeanne, inside, now), wait(village.fatou, inside, now)
    public = seat(village.jeanne, village.cafe, now)
    hers = make_meeting(
        "À moi", now + timedelta(days=4), circle=council, visibility="circle", host=village.jeanne
    )
    hosting = seat(village.jeanne, hers, now)
    past = seat(village.jeanne, make_meeting("Hier", now - timedelta(days=1), circle=council), now)
    leave(village.jeanne, council, now)
    for row in (mine, next_one, public, hosting, past):
        row.refresh_from_db()
    states = [row.state for row in (mine, next_one, public, hosting, past)]
    assert states == ["withdrawn", "offered", "seated", "seated", "seated"]
    assert not Meeting.objects.visible_to(type(village.jeanne).objects.get(pk=village.jeanne.pk)).filter(
        pk=inside.pk
    )


def test_who_left_an_open_circle_keeps_what_all_members_see(village, now):
    join_circle(circle=village.gardeners, member=village.jeanne, at=now)
    open_one = make_meeting("Semis", now + timedelta(days=3), circle=village.gardeners)
    theirs = make_meeting(
        "Entre nous", now + timedelta(days=4), circle=village.gardeners, visibility="circle"
    )
    seats = [seat(village.jeanne, meeting, now) for meeting in (open_one, theirs)]
    leave(village.jeanne, village.gardeners, now)
    for row in seats:
        row.refresh_from_db()
    assert [row.state for row in seats] == ["seated", "withdrawn"]


def test_what_was_answered_to_the_circle_s_poll_goes_and_brings_no_seat(village, council, poll, now):
    leave(village.jeanne, council, now)
    assert {row.name for row in Respondent.objects.filter(poll=poll)} == {"Fatou Diallo"}
    assert not DatePoll.objects.visible_to(type(village.jeanne).objects.get(pk=village.jeanne.pk))
    became = become_meeting(poll=poll, date=poll.dates.first(), by=village.karim, at=now)
    assert [row.member for row in became.meeting.registrations.live()] == [village.fatou]


def test_who_left_and_came_back_before_anybody_looked_keeps_everything(village, council, poll, now):
    inside = make_meeting("Conseil", now + timedelta(days=3), circle=council, visibility="circle")
    mine = seat(village.jeanne, inside, now)
    leave_circle(circle=council, member=village.jeanne, at=now)
    Membership.objects.create(member=village.jeanne, circle=council, asked_at=now, accepted_at=now)
    follow_deeds(now)
    mine.refresh_from_db()
    assert mine.state == "seated"
    assert Respondent.objects.filter(poll=poll, member=village.jeanne).exists()
