"""What is asked of whoever holds the key of a place, and what is promised already. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from parvis.community.models import Place
from parvis.meetings.booked import Books
from parvis.meetings.doubting import Doubts
from parvis.meetings.models import Booking, Meeting
from parvis.members.models import Member

MOST = 60
_WITH = ("place", "room", "meeting__host", "meeting__circle")


@dataclass(frozen=True)
class Asked:
    """One booking as its page shows it. Titles only of meetings the reader may know of."""

    booking: Booking
    title: str
    host: str
    doubts: Doubts
    taken_by: tuple[str, ...]  # titles of what is in the way; empty words where they may not be known

    @property
    def is_free(self) -> bool:
        """A yes needs nothing else."""
        return not self.doubts.taken


@dataclass(frozen=True)
class AskedTogether:
    """The dates of one series, or one meeting alone."""

    title: str
    host: str
    dates: list[Asked]

    @property
    def free(self) -> list[Asked]:
        return [one for one in self.dates if one.is_free]


def asked_of(place: Place, reader: Member, now: datetime) -> list[AskedTogether]:
    """What waits for an answer, the first to have asked first; the dates of a series together."""
    rows = Booking.objects.asked().filter(place=place, ends_at__gt=now).select_related(*_WITH)
    groups: dict[object, list[Asked]] = {}
    for one in _read(list(rows[:MOST]), reader):
        meeting = one.booking.meeting
        groups.setdefault(meeting.series_id or f"alone {meeting.pk}", []).append(one)
    return [AskedTogether(dates[0].title, dates[0].host, dates) for dates in groups.values()]


def promised_at(place: Place, reader: Member, now: datetime) -> list[Asked]:
    """What is confirmed and to come, the next first."""
    rows = Booking.objects.confirmed().filter(place=place, ends_at__gt=now).select_related(*_WITH)
    return _read(list(rows.order_by("begins_at", "pk")[:MOST]), reader, doubting=False)


def asked_one(booking: Booking, reader: Member) -> Asked:
    """One booking, with what speaks against it."""
    return _read([booking], reader)[0]


def how_many_asked(place: Place, now: datetime) -> int:
    return Booking.objects.asked().filter(place=place, ends_at__gt=now).count()


def _read(bookings: Sequence[Booking], reader: Member, *, doubting: bool = True) -> list[Asked]:
    books = Books.around(bookings if doubting else [])
    doubts = {one.pk: books.doubts(one) if doubting else Doubts() for one in bookings}
    named = {one.meeting_id for one in bookings}
    named |= {other.meeting_id for each in doubts.values() for other in each.taken}
    known = set(Meeting.objects.visible_to(reader).filter(pk__in=named).values_list("pk", flat=True))
    return [_asked(one, doubts[one.pk], known) for one in bookings]


def _asked(booking: Booking, doubts: Doubts, known: set[int]) -> Asked:
    meeting, is_known = booking.meeting, booking.meeting_id in known
    return Asked(
        booking,
        meeting.title if is_known else "",
        meeting.host.name if is_known and meeting.host else "",
        doubts,
        tuple(other.meeting.title if other.meeting_id in known else "" for other in doubts.taken),
    )
