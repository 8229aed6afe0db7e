"""The programme over a month, a week, an evening: reads only, the same rights as everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from parvis.kit.moments import date as day_in_words
from parvis.kit.moments import date_and_year
from parvis.meetings import listing
from parvis.meetings.models import Meeting
from parvis.meetings.models.meeting import MeetingQuerySet

MOST, MOST_TONIGHT = 400, 60
_WITH = ("place", "room__place", "host", "cancellation", "publication")


@dataclass
class Day:
    """One day of a calendar and what begins on it."""

    on: date
    meetings: list[Meeting] = field(default_factory=list)

    @property
    def words(self) -> str:
        return day_in_words(self.on)

    @property
    def column(self) -> int:
        """1 for Monday."""
        return self.on.isoweekday()


def between(member: Any, first_on: date, until_on: date, narrowing: str = "") -> list[Day]:
    """Every day from the first to before the last, with the meetings this person may know of; one query.

    Cancelled ones are there, said to be; improvised ones are not: they pass.
    """
    begins, ends = _moment(first_on), _moment(until_on)
    held = Meeting.objects.visible_to(member).filter(publication__isnull=False, is_improvised=False)
    rows = listing.narrowed(held.filter(begins_at__gte=begins, begins_at__lt=ends), narrowing)
    return _by_day(listing.for_lines(rows).order_by("begins_at", "pk")[:MOST], first_on, until_on)


def tonight(now: datetime, *, is_public: bool) -> tuple[list[Meeting], list[Meeting]]:
    """What one may still join before midnight, the same for everyone; and what is full. One query."""
    rows: MeetingQuerySet = listing.open_to_all(now, is_public=is_public)
    today = rows.filter(cancellation__isnull=True, begins_at__lt=midnight(now)).select_related(*_WITH)
    meetings = list(today[:MOST_TONIGHT])
    return [one for one in meetings if not one.is_full()], [one for one in meetings if one.is_full()]


def after_tonight(now: datetime, *, is_public: bool) -> Meeting | None:
    """The next meeting one may join, once tonight is over; one query."""
    rows = listing.open_to_all(now, is_public=is_public)
    return rows.filter(cancellation__isnull=True, begins_at__gte=midnight(now)).first()


def midnight(now: datetime) -> datetime:
    """The end of this day, here."""
    return _moment(timezone.localdate(now) + timedelta(days=1))


def monday_of(year: int, week: int) -> date:
    """The Monday of a week as calendars number them. ValueError when the year has no such week."""
    return date.fromisocalendar(year, week, 1)


def week_in_words(monday: date) -> str:
    """« du lundi 24 au dimanche 30 novembre 2026 », the month said once when it is the same."""
    sunday = monday + timedelta(days=6)
    first = day_in_words(monday)
    if monday.month == sunday.month:
        first = first.partition("\u00a0")[0]
    return f"{first} – {date_and_year(sunday)}"


def _by_day(meetings: Iterable[Meeting], first_on: date, until_on: date) -> list[Day]:
    days = [Day(first_on + timedelta(days=number)) for number in range((until_on - first_on).days)]
    for meeting in meetings:
        days[(timezone.localdate(meeting.begins_at) - first_on).days].meetings.append(meeting)
    return days


def _moment(on: date) -> datetime:
    """The first moment of a day here."""
    return timezone.make_aware(datetime.combine(on, time()))
