"""Whoever holds the key says yes or no to those who ask for the place."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.community.models import Place
from parvis.meetings import refusals, telling_about_rooms
from parvis.meetings.booked import Books
from parvis.meetings.models import Booking
from parvis.meetings.reserving import hold_places, let_in_waiting
from parvis.members.keys import holds_key
from parvis.members.models import Member

State = Booking.State


@transaction.atomic
def lend(*, booking: Booking, by: Member, at: datetime, beside_others: bool = False) -> Booking:
    """Yes: the meeting has the room, and its host is told. Yes already: nothing happens.

    beside_others: knowingly, although a confirmed booking excludes it. Otherwise RoomTaken.
    Raises NotTheirKey, BookingGone when it is over or was given back.
    """
    booking = _held(booking, by, at)
    if booking.is_confirmed:
        return booking
    taken = Books.around([booking]).doubts(booking).taken
    if taken and not beside_others:
        raise refusals.RoomTaken(
            _("The room is already promised at this hour. Tick that both may share it, or say no."),
            refusals.to_requests(booking.place),
        )
    booking.state, booking.lets_others_in = State.CONFIRMED, bool(taken)
    _answer(booking, by, at, "")
    record("meetings.room_lent", subject=booking, at=at, person=by.pk, meeting=booking.meeting_id)
    telling_about_rooms.tell_lent([booking], at)
    return booking


@transaction.atomic
def decline(*, booking: Booking, by: Member, at: datetime, reason: str = "") -> Booking:
    """No, even to one who had a yes: the host is told by whom and why; who waited for the room has it.

    Raises NotTheirKey, BookingGone.
    """
    booking = _held(booking, by, at)
    if booking.is_declined:
        return booking
    booking.state, booking.lets_others_in = State.DECLINED, False
    _answer(booking, by, at, reason.strip()[:300])
    record("meetings.room_declined", subject=booking, at=at, person=by.pk, meeting=booking.meeting_id)
    telling_about_rooms.tell_declined(booking, at)
    let_in_waiting([booking], at)
    return booking


@transaction.atomic
def lend_free(*, booking: Booking, by: Member, at: datetime) -> int:
    """Yes to this date and to those of its series that are asked for here and free; how many."""
    check_key(by, booking.place)
    hold_places([booking.place_id])
    rows = Booking.objects.asked().filter(place=booking.place_id, ends_at__gt=at)
    series = booking.meeting.series_id
    rows = rows.filter(meeting__series=series) if series else rows.filter(pk=booking.pk)
    waiting = list(rows.select_related("place", "room", "meeting__host", "answered_by"))
    books, lent = Books.around(waiting), []
    for one in waiting:
        if not books.doubts(one).taken:
            one.state = State.CONFIRMED
            books.add(one)
            _answer(one, by, at, "")
            record("meetings.room_lent", subject=one, at=at, person=by.pk, meeting=one.meeting_id)
            lent.append(one)
    telling_about_rooms.tell_lent(lent, at)
    return len(lent)


def check_key(member: Member, place: Place) -> None:
    """Raises NotTheirKey, naming somebody to talk to."""
    if not holds_key(member, place):
        raise refusals.NotTheirKey(_("Whoever holds the key of this place answers."), refusals.to_someone())


def _held(booking: Booking, by: Member, at: datetime) -> Booking:
    """The booking as it stands, its place held."""
    check_key(by, booking.place)
    hold_places([booking.place_id])
    rows = Booking.objects.select_related("place", "room", "meeting__host", "answered_by")
    fresh = rows.filter(pk=booking.pk, place=booking.place_id, ends_at__gt=at).first()
    if fresh is None:
        raise refusals.BookingGone(
            _("This meeting no longer asks for the room."), refusals.to_requests(booking.place)
        )
    return fresh


def _answer(booking: Booking, by: Member, at: datetime, reason: str) -> None:
    booking.answered_by, booking.answered_at, booking.reason = by, at, reason
    booking.save()
