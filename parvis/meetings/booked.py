"""What is booked around some hours, looked up once, and asked about many times without a query."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from parvis.community.ground import Ground
from parvis.community.models import Closure, Place, Room
from parvis.meetings.doubting import Doubts, doubts
from parvis.meetings.models import Booking, Meeting
from parvis.meetings.models.booking import LONGEST
from parvis.members.keys import holds_own_key
from parvis.members.models import Member

MOST_NAMED = 100  # dates of a series, looked up each for itself


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
        rows = Booking.objects.confirmed().filter(place__in=places).filter(_beside(bookings))
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

    def move(self, booking: Booking) -> None:
        """The same booking, at other hours."""
        rows = self.confirmed[booking.place_id]
        rows[:] = [other for other in rows if other.meeting_id != booking.meeting_id]
        self.add(booking)

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


def _beside(bookings: Sequence[Booking]) -> Q:
    """What overlaps one of these; over the whole span when they are too many to be named one by one."""
    if len(bookings) > MOST_NAMED:
        begins_at, ends_at = ends_of(bookings)
        return Q(begins_at__lt=ends_at, begins_at__gt=begins_at - LONGEST, ends_at__gt=begins_at)
    beside = Q()
    for one in bookings:
        since = one.begins_at - LONGEST
        beside |= Q(begins_at__lt=one.ends_at, begins_at__gt=since, ends_at__gt=one.begins_at)
    return beside


def ends_of(bookings: Sequence[Booking]) -> tuple[datetime, datetime]:
    """From the first beginning to the last end."""
    return min(one.begins_at for one in bookings), max(one.ends_at for one in bookings)


def foresee(
    *,
    place: Place | None,
    room: Room | None,
    hours: Sequence[tuple[datetime, datetime]],
    host: Member | None = None,
    leaving_out: Iterable[Meeting] = (),
) -> list[Doubts]:
    """What would speak against each of these dates here, before publishing; three queries for any number.

    hours: (begins_at, ends_at) of the meetings. leaving_out: those one is moving. No place: no doubt.
    """
    if place is None:
        return [Doubts() for _one in hours]
    is_own = host is not None and holds_own_key(host, place)
    wanted = []
    for begins_at, ends_at in hours:
        booking = Booking(place=place, room=room, meeting=Meeting(begins_at=begins_at, ends_at=ends_at))
        booking.take_hours()
        wanted.append(booking)
    books = Books.around(wanted, leaving_out=[meeting.pk for meeting in leaving_out])
    return [books.doubts(booking, is_own=is_own) for booking in wanted]
