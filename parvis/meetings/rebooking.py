"""A place is described anew, or closes: what that changes for the meetings that are promised it."""

import copy
from datetime import datetime, timedelta

from django.db import transaction

from parvis.community.models import Closure
from parvis.meetings import telling_about_rooms
from parvis.meetings.booked import Books
from parvis.meetings.models import Booking
from parvis.meetings.reserving import confirm_what_is_free, hold_places

AHEAD = timedelta(days=400)
_WITH = ("place", "room", "meeting__host", "meeting__place")


@transaction.atomic
def look_again(*, place_id: int, at: datetime) -> None:
    """Bookings to come take the time it now takes to make ready, where that pushes nobody out; then those
    who waited and against whom nothing speaks any more have the room."""
    hold_places([place_id])
    coming = Booking.objects.filter(place=place_id, meeting__begins_at__gt=at).select_related(*_WITH)
    rows = list(coming.order_by("state", "begins_at", "pk"))
    books = Books.around([*rows, *map(_stretched, rows)])
    for booking in rows:
        _stretch(booking, books)
    confirm_what_is_free([one for one in rows if one.is_pending and not one.meeting.is_improvised], at)


def tell_hosts_of(*, closure: Closure, at: datetime) -> list[Booking]:
    """Tell the hosts of the meetings promised this place on days it closes; the bookings."""
    bookings = promised_in(closure, at)
    for booking in bookings:
        telling_about_rooms.tell_closed(booking, closure.reason, at)
    return bookings


def promised_in(closure: Closure, at: datetime) -> list[Booking]:
    """Confirmed bookings of the coming year that fall on closed days."""
    rows = Booking.objects.confirmed().filter(place=closure.place, ends_at__gt=at, begins_at__lt=at + AHEAD)
    if closure.room is not None:
        rows = rows.filter(room=closure.room)
    if not closure.is_yearly:
        one_day = timedelta(days=1)
        rows = rows.filter(
            meeting__begins_at__date__lte=closure.ends_on + one_day,
            meeting__ends_at__date__gte=closure.begins_on - one_day,
        )
    found = rows.select_related(*_WITH).order_by("begins_at", "pk")
    return [one for one in found if closure.touches(*one.days())]


def _stretched(booking: Booking) -> Booking:
    """The same, taking the time it now needs: whoever is beside it then counts too."""
    wider = copy.copy(booking)
    wider.take_hours()
    return wider


def _stretch(booking: Booking, books: Books) -> None:
    before = booking.begins_at, booking.ends_at
    booking.take_hours()
    if (booking.begins_at, booking.ends_at) == before:
        return
    if booking.is_confirmed and books.doubts(booking).taken:
        booking.begins_at, booking.ends_at = before  # a promise stays as it was given
        return
    booking.save(update_fields=["begins_at", "ends_at"])
    books.move(booking)
