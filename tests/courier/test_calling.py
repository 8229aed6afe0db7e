"""Calls wait for a person, come back when nobody answers, and count towards « 7 sur 9 prévenus »."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from parvis.community.models import Circle
from parvis.courier.calling import (
    Told,
    calls_due,
    drop_unwanted,
    how_many_told,
    letters_due,
    not_reached,
    take_back,
    told,
)
from parvis.courier.delivering import deliver_due
from parvis.courier.models import Dispatch
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
