"""Calls wait for a person, come back when nobody answers, and count towards « 7 sur 9 prévenus »."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from parvis.community.models import Circle
from parvis.courier.calling import (
    Told,
    calls_due,
    drop_unwanted,
    give_back,
    how_many_told,
    letters_due,
    not_reached,
    renew,
    take,
    take_back,
    told,
)
from parvis.courier.delivering import bring_back, deliver_due
from parvis.courier.in_time import is_in_time
from parvis.courier.models import Attempt, Dispatch
from parvis.courier.trying import note_try, undo
from tests.courier.conftest import Mailbox

pytestmark = pytest.mark.django_db
Write = Callable[..., Dispatch]
MONIQUE = 3


@pytest.fixture
def call(write: Write) -> Dispatch:
    return write(channel="telephone", address="+33199004512", person=7, subject=Circle(pk=12))


def test_a_call_waits_for_a_person_and_no_machine_makes_it(
    call: Dispatch, mailbox: Mailbox, now: datetime
) -> None:
    assert deliver_due(now) == 0
    assert list(calls_due(now)) == [call]
    assert told(call, MONIQUE, now)
    assert not list(calls_due(now))
    call.refresh_from_db()
    assert (call.state, call.ended_by, call.ended_at) == (Dispatch.State.SENT, MONIQUE, now)


def test_a_double_tap_keeps_the_first_hand(call: Dispatch, now: datetime) -> None:
    assert told(call, MONIQUE, now)
    assert not told(call, 99, now + timedelta(seconds=1))
    assert not not_reached(call, 99, now, now)
    call.refresh_from_db()
    assert call.ended_by == MONIQUE


def test_nobody_answers_and_the_call_comes_back_at_the_chosen_hour(call: Dispatch, now: datetime) -> None:
    later = now + timedelta(hours=3)
    assert not_reached(call, MONIQUE, now, later)
    assert not list(calls_due(now))
    assert list(calls_due(later)) == [call]


def test_a_slip_of_the_finger_is_taken_back(call: Dispatch, now: datetime) -> None:
    told(call, MONIQUE, now)
    assert take_back(call, now)
    assert list(calls_due(now)) == [call]


def test_a_call_nobody_needs_leaves_the_list(call: Dispatch, wanted: dict[int, bool], now: datetime) -> None:
    wanted[call.pk] = False
    assert drop_unwanted(now) == 1
    assert not list(calls_due(now))


def test_letters_wait_to_be_printed(write: Write, now: datetime) -> None:
    letter = write(channel="letter", address="Odile Roux\n3 quai du Canal\n99000 Ville")
    assert list(letters_due(now)) == [letter]
    assert not list(calls_due(now))


def test_seven_out_of_nine_counts_persons_and_not_attempts(write: Write, now: datetime) -> None:
    meeting = Circle(pk=12)
    mails = [write(person=n, subject=meeting) for n in range(8)]
    Dispatch.objects.filter(pk__in=[m.pk for m in mails[:7]]).update(state=Dispatch.State.SENT)
    Dispatch.objects.filter(pk=mails[7].pk).update(state=Dispatch.State.FAILED)
    write(channel="telephone", address="+33199004512", person=7, subject=meeting)
    write(channel="telephone", address="+33199004512", person=8, subject=meeting)
    write(person=9, subject=Circle(pk=13))
    assert how_many_told(meeting, "test.code") == Told(7, 9)


def test_a_number_somebody_calls_is_not_taken_for_anything_else(write: Write, now: datetime) -> None:
    def to(number: str, person: int) -> Dispatch:
        return write(channel="telephone", address=number, person=person)

    odile, henri, rosa = to("+33199004512", 7), to("+33199004512", 8), to("+33199007701", 9)
    assert take([odile], MONIQUE, now) == [odile]
    assert take([henri, rosa], 99, now) == [rosa]
    assert take([henri], MONIQUE, now) == [henri]
    give_back(MONIQUE, now)
    assert {row.pk for row in take([odile, henri], 99, now)} == {odile.pk, henri.pk}


def test_two_calls_nobody_has_a_number_for_are_two(write: Write, now: datetime) -> None:
    one, other = [write(channel="telephone", address="aucun numéro connu", person=n) for n in (7, 8)]
    assert take([one], MONIQUE, now) == [one]
    assert take([other], 99, now) == [other]


def test_what_somebody_took_and_left_is_anybody_s_again(call: Dispatch, now: datetime) -> None:
    take([call], MONIQUE, now)
    renew(MONIQUE, now + timedelta(minutes=20))
    assert not take([call], 99, now + timedelta(minutes=45))
    bring_back(now)  # a clock that was wrong gives back claims of years, not of this half hour
    assert not take([call], 99, now + timedelta(minutes=45))
    assert take([call], 99, now + timedelta(minutes=51)) == [call]


@pytest.mark.parametrize("outcome", ["told", "message", "absent", "later", "wrong"])
def test_each_tap_is_taken_back_within_the_minute(outcome: str, call: Dispatch, now: datetime) -> None:
    again_at = now + timedelta(hours=2)
    tried = note_try(call, outcome, by=MONIQUE, at=now, again_at=again_at)
    assert tried is not None
    assert not calls_due(now).exists()
    call.refresh_from_db()
    assert (call.state == "sent") == (outcome == "told")  # a message on a machine is not « told »
    assert call.call_again_at == (again_at if outcome == "later" else None)
    assert note_try(call, "told", by=99, at=again_at, is_final=True) is None or outcome in (
        "message",
        "absent",
        "later",
    )
    Attempt.objects.exclude(pk=tried.pk).delete()
    assert not undo(tried, at=now + timedelta(minutes=2))
    assert undo(tried, at=now + timedelta(seconds=30))
    (back,) = calls_due(now)
    assert (back.claimed_by, back.not_before_at, back.call_again_at) == (MONIQUE, call.written_at, None)


@pytest.mark.parametrize(
    ("leaves", "needed", "channel", "is_known"),
    [
        ("2026-11-24T09:00", "2026-11-24T13:00", "mail", True),
        ("2026-11-24T11:00", "2026-11-24T13:00", "mail", False),
        ("2026-11-24T11:00", "2026-11-24T13:00", "sms", True),
        ("2026-11-24T21:00", "2026-11-25T07:30", "sms", False),  # nobody reads at night
        ("2026-11-24T18:00", "2026-11-25T07:30", "mail", False),
        ("2026-11-24T13:00", "2026-11-25T07:30", "mail", True),
        ("2026-11-24T13:00", "2026-11-27T13:00", "letter", False),
        ("2026-11-24T13:00", "2026-11-29T13:00", "letter", True),
    ],
)
def test_words_are_in_time_when_people_have_the_time_to_read_them(
    leaves: str, needed: str, channel: str, is_known: bool
) -> None:
    row = Dispatch(channel=channel, not_before_at=utc(leaves), needed_by_at=utc(needed))
    assert is_in_time(row, utc(leaves)) == is_known


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
