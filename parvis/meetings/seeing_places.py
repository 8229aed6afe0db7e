"""Which places somebody may read about, and what is on there. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from parvis.community.ground import closed_days
from parvis.community.models import Circle, Closure, Place, Room
from parvis.meetings.models import Booking, Meeting
from parvis.members.keys import places_held
from parvis.members.models import Member

MOST_COMING = 12


def visible_places(member: Any) -> QuerySet[Place]:
    """Listed places, those whose key this person holds, and those where they may know of a meeting.

    A place where only a secret circle meets is not listed: for the others it does not exist.
    """
    meets_there = Exists(Meeting.objects.visible_to(member).filter(place=OuterRef("pk")))
    known = Q(is_listed=True) | Q(meets_there)
    if isinstance(member, Member):
        held = places_held(member)
        known = Q() if held is None else known | Q(pk__in=held)
    return Place.objects.filter(known)


def coming_there(member: Any, place: Place, now: datetime) -> list[Meeting]:
    """The next meetings there this person may know of."""
    meetings = Meeting.objects.visible_to(member).upcoming(now).filter(place=place, publication__isnull=False)
    return list(meetings.select_related("booking")[:MOST_COMING])


@dataclass(frozen=True)
class Line:
    """One booking of the sheet on the door: hours of the meeting, the room, what anybody may read."""

    begins_at: datetime
    ends_at: datetime
    room: str
    title: str  # empty: taken, and that is all passers-by may know
    host: str
    is_sure: bool


@dataclass(frozen=True)
class OneDay:
    on: date
    closed: Closure | None
    spans: tuple[tuple[int, int], ...] | None  # opening hours; None: nobody said them
    lines: list[Line]


def week_of(place: Place, room: Room | None, monday: date) -> list[OneDay]:
    """Seven days of a place, or of one room: what whoever stands before the door may read; three queries."""
    sunday = monday + timedelta(days=6)
    begins_at = timezone.make_aware(datetime.combine(monday, time()))
    ends_at = timezone.make_aware(datetime.combine(sunday + timedelta(days=1), time()))
    rows = Booking.objects.live().filter(place=place).during(begins_at, ends_at)
    if room is not None:
        rows = rows.filter(Q(room=room) | Q(room=None))
    rows = rows.select_related("room", "meeting__host", "meeting__circle", "meeting__publication")
    bookings = list(rows.order_by("meeting__begins_at", "pk"))
    closed = closed_days(Closure.objects.of(place, room), monday, sunday)
    days = [monday + timedelta(days=number) for number in range(7)]
    week = place.week
    return [
        OneDay(on, closed.get(on), week[on.weekday()] if week else None, _lines(bookings, on)) for on in days
    ]


def may_be_read_by_all(meeting: Meeting) -> bool:
    """Whether its title may hang on a door."""
    is_secret = meeting.circle is not None and meeting.circle.joining == Circle.Joining.SECRET
    return meeting.is_published and meeting.visibility == Meeting.Visibility.PUBLIC and not is_secret


def _lines(bookings: Iterable[Booking], on: date) -> list[Line]:
    return [_line(one) for one in bookings if _is_on(one.meeting, on)]


def _is_on(meeting: Meeting, on: date) -> bool:
    """Whether it takes place that day; one that ends at midnight is of the evening before."""
    last_at = meeting.ends_at - timedelta(microseconds=1)
    return timezone.localdate(meeting.begins_at) <= on <= timezone.localdate(last_at)


def _line(booking: Booking) -> Line:
    meeting = booking.meeting
    is_open = may_be_read_by_all(meeting)
    return Line(
        meeting.begins_at,
        meeting.ends_at,
        booking.room.name if booking.room else "",
        meeting.title if is_open else "",
        meeting.host.name if is_open and meeting.host else "",
        booking.is_confirmed,
    )
