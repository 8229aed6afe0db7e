"""A meeting takes its room: first come, first served; nobody is shut out without a name to talk to."""

from datetime import timedelta

import pytest

from parvis.community.models import Closure, Room
from parvis.courier.models import Dispatch
from parvis.meetings import refusals
from parvis.meetings.cancelling import cancel, uncancel
from parvis.meetings.changing import change
from parvis.meetings.improvising import improvise, leave
from parvis.meetings.lending import decline, lend
from parvis.meetings.models import Booking
from parvis.meetings.proposing import propose
from parvis.members.giving_roles import give_role

State = Booking.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def monday(now):
    """A Monday to come, 14 h in Paris."""
    day = now + timedelta(days=7 - now.weekday() + 7)
    return day.replace(hour=13, minute=0, second=0, microsecond=0)


def _meet(village, begins_at, *, hours=2, title="Loto", host=None, **said):
    ends_at = begins_at + timedelta(hours=hours)
    host = host or village.paul
    return propose(title=title, begins_at=begins_at, ends_at=ends_at, host=host, at=village.now, **said)


def _state(meeting):
    return Booking.objects.get(meeting=meeting).state


def test_a_meeting_takes_its_room_with_the_time_to_make_it_ready(village, monday):
    village.hall.setup_minutes, village.hall.cleanup_minutes = 30, 15
    village.hall.save()
    village.room.cleanup_minutes = 60
    village.room.save()
    booking = _meet(village, monday, room=village.room).booking
    assert (booking.begins_at, booking.ends_at) == (
        monday - timedelta(minutes=30),
        monday + timedelta(hours=3),
    )
    assert booking.state == State.CONFIRMED
    early = Booking.objects.clashing(
        place=village.hall,
        room=village.room,
        begins_at=monday + timedelta(hours=3),
        ends_at=monday + timedelta(hours=4),
    )
    assert [row.meeting for row in early] == [booking.meeting]  # cleaned up at the moment the next sets up


def test_the_whole_place_takes_its_rooms_and_the_reverse(village, monday):
    other = Room.objects.create(place=village.hall, name="Grande salle")
    small = _meet(village, monday, room=village.room)
    beside = _meet(village, monday, room=other)
    whole = _meet(village, monday, place=village.hall)
    assert [_state(small), _state(beside), _state(whole)] == [State.CONFIRMED, State.CONFIRMED, State.PENDING]
    cancel(meeting=small, by=village.paul, at=village.now)
    assert _state(whole) == State.PENDING
    cancel(meeting=beside, by=village.paul, at=village.now)
    assert _state(whole) == State.CONFIRMED
    again = uncancel(meeting=small, by=village.paul, at=village.now)
    assert _state(again) == State.PENDING


def test_a_pending_one_never_blocks_and_the_first_to_ask_comes_first(village, monday):
    first = _meet(village, monday, room=village.room)
    second = _meet(village, monday, room=village.room, title="Danse")
    third = _meet(village, monday + timedelta(hours=2), room=village.room, title="Chant")
    assert [_state(first), _state(second), _state(third)] == [State.CONFIRMED, State.PENDING, State.CONFIRMED]
    fourth = _meet(village, monday, room=village.room, title="Tricot")
    cancel(meeting=first, by=village.paul, at=village.now)
    assert [_state(second), _state(fourth)] == [State.CONFIRMED, State.PENDING]
    told = Dispatch.objects.filter(purpose="meetings.room_lent")
    assert [row.subject_id for row in told] == [second.pk]


def test_a_park_is_for_several_and_its_bandstand_for_one(village, monday):
    village.hall.is_shared = True
    village.hall.save()
    assert [_state(_meet(village, monday, place=village.hall)) for _ in range(3)] == [State.CONFIRMED] * 3
    assert _state(_meet(village, monday, room=village.room)) == State.CONFIRMED
    assert _state(_meet(village, monday, room=village.room)) == State.PENDING


def test_closed_or_outside_hours_asks_whoever_holds_the_key(village, monday):
    village.hall.opening_hours = "Mo-Fr 09:00-12:00,14:00-18:00"
    village.hall.save()
    assert _state(_meet(village, monday, place=village.hall)) == State.CONFIRMED
    assert _state(_meet(village, monday + timedelta(hours=6), place=village.hall)) == State.PENDING
    tuesday = monday + timedelta(days=1)
    Closure.objects.create(
        place=village.hall, begins_on=tuesday.date(), ends_on=tuesday.date(), reason="Travaux"
    )
    assert _state(_meet(village, tuesday, place=village.hall)) == State.PENDING
    asked = Dispatch.objects.filter(purpose="meetings.room_asked")
    assert asked.count() == 2


def test_the_key_holder_says_yes_or_no_and_the_host_hears_who_and_why(village, monday):
    village.hall.is_on_request = True
    village.hall.save()
    give_role(member=village.monique, kind="animator", by=None, at=village.now, scope=village.hall)
    meeting = _meet(village, monday, place=village.hall)
    assert _state(meeting) == State.PENDING
    with pytest.raises(refusals.NotTheirKey):
        lend(booking=meeting.booking, by=village.paul, at=village.now)
    lend(booking=meeting.booking, by=village.monique, at=village.now)
    assert _state(meeting) == State.CONFIRMED
    decline(booking=meeting.booking, by=village.monique, at=village.now, reason="La chaudière est en panne.")
    assert _state(meeting) == State.DECLINED
    said = Dispatch.objects.get(purpose="meetings.room_declined")
    assert all(words in said.body for words in ("Monique", "chaudière"))
    assert _state(_meet(village, monday, place=village.hall, host=village.monique)) == State.CONFIRMED


def test_two_in_one_room_only_knowingly(village, monday):
    give_role(member=village.monique, kind="animator", by=None, at=village.now, scope=village.hall)
    _meet(village, monday, room=village.room)
    second = _meet(village, monday, room=village.room)
    with pytest.raises(refusals.RoomTaken):
        lend(booking=second.booking, by=village.monique, at=village.now)
    assert lend(booking=second.booking, by=village.monique, at=village.now, beside_others=True).lets_others_in


def test_a_change_moves_the_booking_and_less_keeps_its_answer(village, monday):
    village.hall.is_on_request = True
    village.hall.save()
    give_role(member=village.monique, kind="animator", by=None, at=village.now, scope=village.hall)
    meeting = _meet(village, monday, place=village.hall)
    lend(booking=meeting.booking, by=village.monique, at=village.now)
    shorter = monday + timedelta(hours=1)
    change(meeting=meeting, by=village.paul, at=village.now, begins_at=monday, ends_at=shorter)
    booking = Booking.objects.get(meeting=meeting)
    assert (booking.state, booking.ends_at) == (State.CONFIRMED, shorter)
    change(meeting=meeting, by=village.paul, at=village.now, begins_at=monday + timedelta(days=1))
    assert _state(meeting) == State.PENDING
    change(meeting=meeting, by=village.paul, at=village.now, place=village.kiosk)
    booking = Booking.objects.get(meeting=meeting)
    assert (booking.place, booking.state) == (village.kiosk, State.CONFIRMED)
    change(meeting=meeting, by=village.paul, at=village.now, place=None, where="Chez moi")
    assert not Booking.objects.filter(meeting=meeting).exists()


def test_a_series_is_booked_date_by_date(village, monday):
    one = _meet(village, monday + timedelta(weeks=1), room=village.room)
    until = (monday + timedelta(weeks=5)).date()
    first = _meet(village, monday, room=village.room, title="Danse", weekly_until_on=until)
    states = [_state(meeting) for meeting in first.series.meetings.order_by("begins_at")]
    assert states == [State.CONFIRMED, State.PENDING] + [State.CONFIRMED] * 4
    cancel(meeting=one, by=village.paul, at=village.now)
    assert {_state(meeting) for meeting in first.series.meetings.all()} == {State.CONFIRMED}


def test_someone_who_is_there_asks_nobody(village):
    now = village.now
    here = improvise(host=village.paul, until_at=now + timedelta(hours=2), at=now, room=village.room)
    late = improvise(host=village.jeanne, until_at=now + timedelta(hours=1), at=now, room=village.room)
    assert [_state(here), _state(late)] == [State.CONFIRMED, State.PENDING]
    leave(meeting=here, by=village.paul, at=now + timedelta(minutes=30))
    assert Booking.objects.get(meeting=here).ends_at == now + timedelta(minutes=30)
    assert not Dispatch.objects.filter(purpose="meetings.room_asked").exists()
