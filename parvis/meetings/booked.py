"""What is booked around some hours, looked up once, and asked about many times without a query."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from parvis.community.ground import Ground
from parvis.community.models import Closure
from parvis.meetings.doubting import Doubts, doubts
from parvis.meetings.models import Booking


@dataclass
class Books:
    """Confirmed bookings and closures, by place."""

    confirmed: dict[int, list[Booking]] = field(default_factory=lambda: defaultdict(list))
    closures: dict[int, list[Closure]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def around(cls, bookings: Sequence[Booking], leaving_out: Iterable[int] = ()) -> "Books":
        """The books of the places and the time of these bookings; two queries, none for none.

        leaving_out: ids of meetings whose bookings do not count, besides.
        """
        books = cls()
        if not bookings:
            return books
        places = {booking.place_id for booking in bookings}
        rows = Booking.objects.confirmed().filter(place__in=places).during(*ends_of(bookings))
        rows = rows.exclude(meeting__in=list(leaving_out)).select_related("place", "room", "meeting__circle")
        for row in rows.order_by("begins_at", "pk"):
            books.confirmed[row.place_id].append(row)
        for closure in Closure.objects.filter(place__in=places):
            books.closures[closure.place_id].append(closure)
        return books

    def add(self, booking: Booking) -> None:
        """A booking that was just decided."""
        if booking.is_confirmed:
            self.confirmed[booking.place_id].append(booking)

    def doubts(self, booking: Booking, *, is_own: bool = False) -> Doubts:
        """What speaks against this booking; is_own: its host holds the key of the place."""
        own = [one for one in self.closures[booking.place_id] if one.room_id in (None, booking.room_id)]
        return doubts(
            Ground(booking.place, booking.room, tuple(own)),
            booking.meeting.begins_at,
            booking.meeting.ends_at,
            [other for other in self.confirmed[booking.place_id] if booking.excludes(other)],
            is_own=is_own,
        )


def ends_of(bookings: Sequence[Booking]) -> tuple[datetime, datetime]:
    """From the first beginning to the last end."""
    return min(one.begins_at for one in bookings), max(one.ends_at for one in bookings)
