"""The programme as people read it: by day, page by page, month by month. Reads only."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.utils import timezone

from parvis.community.identity import current
from parvis.community.models import Circle
from parvis.kit.freshness import cached
from parvis.kit.moments import date_and_year, day
from parvis.meetings.models import Meeting
from parvis.meetings.models.meeting import MeetingQuerySet
from parvis.meetings.seeing_places import visible_places

A_PAGE = 24  # keeps the page light: some 250 elements
A_MONTH = 400
LINE = (
    "title", "begins_at", "ends_at", "where", "mode", "capacity", "telephone_seats", "seats_taken",
    "telephone_taken", "has_waiting_list", "place__name", "room__name", "cancellation__reason",
)  # fmt: skip
Days = list[tuple[str, list[Meeting]]]


def by_day(meetings: Iterable[Meeting]) -> Days:
    """Meetings grouped under « mardi 25 novembre », in their order."""
    groups = groupby(meetings, key=lambda meeting: timezone.localdate(meeting.begins_at))
    return [(day(group[0].begins_at), group) for group in (list(rows) for _date, rows in groups)]


def narrowings() -> list[tuple[str, str]]:
    """Circles (never secret ones) and places one may narrow the programme to; the same for everyone."""
    return cached("meetings.narrowings", _narrowings)


def _narrowings() -> list[tuple[str, str]]:
    circles = Circle.objects.exclude(joining=Circle.Joining.SECRET).order_by("name")[:40]
    places = visible_places(None).filter(is_active=True).order_by("name")[:40]
    return [(f"cercle-{circle.pk}", circle.name) for circle in circles] + [
        (f"lieu-{place.pk}", place.name) for place in places
    ]


def for_lines(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """Only what a line of the programme says: building rows nobody reads cost half of the page."""
    return meetings.select_related(None).select_related("place", "room", "cancellation").only(*LINE)


def narrowed(meetings: MeetingQuerySet, narrowing: str) -> MeetingQuerySet:
    """Only those of a circle or of a place; all of them for anything else."""
    kind, _dash, pk = narrowing.partition("-")
    if not pk.isdecimal() or kind not in {"cercle", "lieu"}:
        return meetings
    return meetings.filter(**{"circle_id" if kind == "cercle" else "place_id": int(pk[:9])})


def upcoming_page(member: Any, now: datetime, narrowing: str, number: int) -> tuple[list[Meeting], bool]:
    """One page of what is to come, and whether more follows; one query."""
    meetings = narrowed(for_lines(Meeting.objects.visible_to(member).upcoming(now)), narrowing)
    start = (number - 1) * A_PAGE
    rows = list(meetings[start : start + A_PAGE + 1])
    return rows[:A_PAGE], len(rows) > A_PAGE


def of_month_for_all(first_on: date) -> list[Meeting]:
    """The published meetings that begin in a month, as everyone here may know them; one query.

    Whoever asks; cancelled ones and the places' access included.
    """
    begins, ends = _begins_at(first_on), _begins_at(next_month(first_on))
    held = Meeting.objects.filter(publication__isnull=False, is_improvised=False, begins_at__lt=ends)
    shown = _known_to_all(held.filter(begins_at__gte=begins), is_public=current().is_open)
    return list(
        shown.select_related("place", "room__place", "cancellation").order_by("begins_at", "pk")[:A_MONTH]
    )


def _begins_at(on: date) -> datetime:
    """The first moment of a day here."""
    return timezone.make_aware(datetime.combine(on, time()))


def month_in_words(on: date) -> str:
    """« décembre 2026 »."""
    return date_and_year(on.replace(day=2)).split(" ", 1)[1].partition("\u00a0")[2]


def next_month(on: date) -> date:
    return (on.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_before(on: date) -> date:
    return (on.replace(day=1) - timedelta(days=1)).replace(day=1)


def open_to_all(now: datetime, *, is_public: bool) -> MeetingQuerySet:
    """What is to come and may stand on the home page: for anyone or, in a closed place, for any member."""
    if is_public:
        return Meeting.objects.visible_to(None).upcoming(now)
    return _known_to_all(Meeting.objects.filter(publication__isnull=False), is_public=False).upcoming(now)


def _known_to_all(meetings: MeetingQuerySet, *, is_public: bool) -> MeetingQuerySet:
    """Of published meetings, those anyone may know of or, in a closed place, any member."""
    members = [] if is_public else [Meeting.Visibility.MEMBERS]
    known = meetings.filter(visibility__in=[Meeting.Visibility.PUBLIC, *members])
    return known.exclude(circle__joining=Circle.Joining.SECRET)
