"""Two people want the same room at the same moment: exactly one has it, on both databases."""

from datetime import timedelta

import pytest

from parvis.community.models import Room
from parvis.community.settling import settle_place
from parvis.kit.refusals import Refusal
from parvis.meetings.cancelling import cancel, cancel_following, uncancel
from parvis.meetings.changing import change, change_series
from parvis.meetings.lending import lend
from parvis.meetings.models import Booking, Meeting
from parvis.meetings.proposing import propose
from parvis.meetings.rebooking import look_again
from tests.meetings.test_races import at_once
from tests.village import settle

State = Booking.State
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def village(transactional_db, now):
    return settle(now)


def _asking(village, begins_at, title, **said):
    facts = {"host": village.paul, "at": village.now} | said
    return lambda: propose(title=title, begins_at=begins_at, ends_at=begins_at + timedelta(hours=2), **facts)


def _nobody_is_there_twice():
    held = list(Booking.objects.confirmed().filter(lets_others_in=False).select_related("place"))
    return not any(one.excludes(other) for one in held for other in held)


def test_eight_people_at_once_for_one_room_exactly_one_has_it(village):
    begins_at = village.now + timedelta(days=5)
    acts = [_asking(village, begins_at, f"Danse {number}", room=village.room) for number in range(6)]
    acts += [
        _asking(village, begins_at + timedelta(minutes=30), f"Loto {number}", place=village.hall)
        for number in range(2)
    ]
    at_once(acts)
    assert Booking.objects.confirmed().filter(place=village.hall).count() == 1
    assert Booking.objects.pending().count() == 7
    assert _nobody_is_there_twice()


def test_series_changes_cancellations_and_answers_at_once_never_seat_two(village):
    """Everything that touches bookings, at the same moment: no deadlock, and never two in one room."""
    now, begins_at = village.now, village.now + timedelta(days=5)
    other = Room.objects.create(place=village.hall, name="Grande salle")
    until = (begins_at + timedelta(weeks=5)).date()
    dance = _asking(village, begins_at, "Danse", room=village.room, weekly_until_on=until)()
    song = _asking(
        village, begins_at + timedelta(weeks=1), "Chant", room=village.room, weekly_until_on=until
    )()
    fair = _asking(village, begins_at + timedelta(weeks=2), "Foire", place=village.hall)()
    second = dance.series.meetings.order_by("begins_at")[1]
    animator = village.karim
    assert _nobody_is_there_twice()

    def rename_place():
        village.hall.setup_minutes = 20
        settle_place(place=village.hall, at=now, by=None)
        look_again(place_id=village.hall.pk, at=now)

    answers = at_once(
        [
            lambda: change_series(series=dance.series, by=village.paul, at=now, room=other),
            lambda: change(
                meeting=second, by=village.paul, at=now, begins_at=second.begins_at + timedelta(hours=1)
            ),
            lambda: cancel(meeting=song, by=village.paul, at=now),
            lambda: cancel_following(
                meeting=dance.series.meetings.order_by("begins_at")[3], by=village.paul, at=now
            ),
            lambda: uncancel(meeting=song, by=village.paul, at=now),
            lambda: lend(booking=fair.booking, by=animator, at=now),
            rename_place,
            _asking(village, begins_at + timedelta(weeks=2), "Troc", room=other),
        ]
    )
    assert all(
        answer is None or not isinstance(answer, BaseException) or isinstance(answer, Refusal)
        for answer in answers
    )
    assert _nobody_is_there_twice()
    for meeting in Meeting.objects.filter(cancellation=None, place=village.hall):
        assert Booking.objects.filter(meeting=meeting).exists()
