"""Ask whoever holds the key, and tell the host what they answered."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from parvis.meetings import announcing, purposes, room_words
from parvis.meetings.models import Booking
from parvis.members.keys import who_answers
from parvis.members.reaching import reach
from parvis.members.speaking import speak


def ask(bookings: Sequence[Booking], at: datetime) -> None:
    """One message for all the dates somebody is asked for at a place; nobody asks themselves."""
    for place in {booking.place for booking in bookings}:
        here = [booking for booking in bookings if booking.place_id == place.pk]
        first = here[0]
        for holder in who_answers(place):
            if holder.pk == first.meeting.host_id:
                continue
            words = speak(holder, partial(room_words.asked, here, holder))
            key = f"{purposes.ROOM_ASKED}:{first.meeting_id}:{at:%Y%m%d%H%M%S}:{holder.pk}"
            reach(holder, purposes.ROOM_ASKED, words, subject=first.meeting, at=at, once_key=key)


def tell_lent(bookings: Sequence[Booking], at: datetime) -> None:
    """The host has the room: one message for all the dates of a series."""
    together: dict[object, list[Booking]] = {}
    for booking in bookings:
        together.setdefault(booking.meeting.series_id or f"alone {booking.meeting_id}", []).append(booking)
    for dates in together.values():
        say = partial(room_words.lent, dates)
        announcing.tell_host(dates[0].meeting, purposes.ROOM_LENT, say, at, f"{at:%Y%m%d%H%M%S}")


def tell_declined(booking: Booking, at: datetime) -> None:
    """The host does not have it: who says so, why, and what they can do."""
    say = partial(room_words.declined, booking)
    announcing.tell_host(booking.meeting, purposes.ROOM_DECLINED, say, at, f"{at:%Y%m%d%H%M%S}")


def tell_closed(booking: Booking, reason: str, at: datetime) -> None:
    """The place will be closed that day: the host looks for another one, or talks to who holds the key."""
    say = partial(room_words.closed, booking, reason)
    announcing.tell_host(booking.meeting, purposes.ROOM_CLOSED, say, at, f"{at:%Y%m%d%H%M%S}")
