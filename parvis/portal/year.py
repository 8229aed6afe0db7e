"""A year of the place, as one prints it: what was lived and told, for everyone who may read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone

from parvis.chronicle.figures import Figures, of_period
from parvis.community.models import Circle, Ritual
from parvis.community.switches import is_on
from parvis.meetings.models import Meeting
from parvis.members.models import Role
from parvis.portal.calm import Month, of_year
from parvis.wiki.models import Photo, Story

MOST_MEETINGS = 1200
MOST_STORIES = 60
MOST_PHOTOS = 4  # of one story
MOST_NAMES = 80


@dataclass(frozen=True)
class Line:
    """« Café du canal »: the days of a month on which it was held."""

    title: str
    where: str
    days: list[date]


@dataclass(frozen=True)
class Chapter:
    """A story with the photos the book has room for."""

    story: Story
    photos: list[Photo]


@dataclass(frozen=True)
class Year:
    """What the book holds. figures: None under five people. holders: those who agreed to be named."""

    number: int
    figures: Figures | None
    months: list[tuple[date, list[Line]]]
    meetings: int
    chapters: list[Chapter]
    rituals: list[Ritual]
    holders: list[Role]
    before: bool
    after: bool
    calm: list[Month]  # messages sent per hour lived together

    @property
    def is_empty(self) -> bool:
        return not self.meetings and not self.chapters


def gather(number: int, now: datetime, *, is_public: bool) -> Year:
    """The year so far, or the whole of it once it is over; some ten queries, however much was lived."""
    begins, ends = _begins(number), min(_begins(number + 1), now)
    held = _meetings(is_public=is_public).filter(begins_at__gte=begins, begins_at__lt=ends)
    rows = list(held.values_list("begins_at", "title", "place__name", "where")[:MOST_MEETINGS])
    told = _stories(is_public=is_public)
    near = told.prefetch_related(None).filter(happened_on__year__in=[number - 1, number + 1])
    beside = set(near.order_by().values_list("happened_on__year", flat=True).distinct())
    return Year(
        number=number,
        figures=of_period(begins, ends),
        months=_by_month(rows),
        meetings=len(rows),
        chapters=[_chapter(story) for story in told.filter(happened_on__year=number)[:MOST_STORIES]],
        rituals=list(Ritual.objects.order_by("-is_current", "name")[:12]),
        holders=list(_holders()[:MOST_NAMES]),
        before=number - 1 in beside,
        after=number + 1 in beside,
        calm=of_year(number, begins, ends, now),
    )


def _begins(number: int) -> datetime:
    return timezone.make_aware(datetime(number, 1, 1))  # noqa: DTZ001 - the place's own midnight


def _meetings(*, is_public: bool) -> QuerySet[Meeting]:
    """Held ones that everyone who reads the book may know of, in their order."""
    shown = Meeting.objects.visible_to(None)
    if not is_public:
        everyone = [Meeting.Visibility.PUBLIC, Meeting.Visibility.MEMBERS]
        known = Meeting.objects.filter(publication__isnull=False, visibility__in=everyone)
        shown = known.exclude(circle__joining=Circle.Joining.SECRET)
    if not is_on("meetings"):
        shown = shown.none()
    return shown.filter(cancellation__isnull=True).order_by("begins_at", "pk")


def _stories(*, is_public: bool) -> QuerySet[Story]:
    """Published ones, the first lived comes first."""
    told = Story.objects.visible_to(None) if is_public else Story.objects.filter(circle=None)
    if not is_on("wiki"):
        told = told.none()
    return told.published().for_list().order_by("happened_on", "pk")


def _holders() -> QuerySet[Role]:
    held = Role.objects.at_work().filter(is_public=True, circle=None)
    return held.select_related("member", "place", "ritual").order_by("member__search_name", "kind")


def _chapter(story: Story) -> Chapter:
    return Chapter(story, story.shown_photos()[:MOST_PHOTOS])


def _by_month(rows: Iterable[tuple[datetime, str, str | None, str]]) -> list[tuple[date, list[Line]]]:
    """Month by month, one line for all the days of what came back."""
    dated = [(timezone.localdate(at), title, place or where) for at, title, place, where in rows]
    return [
        (first_on, _lines(list(group)))
        for first_on, group in groupby(dated, key=lambda row: row[0].replace(day=1))
    ]


def _lines(rows: list[tuple[date, str, str]]) -> list[Line]:
    lines: dict[tuple[str, str], Line] = {}
    for day, title, where in rows:
        line = lines.setdefault((title, where), Line(title, where, []))
        if day not in line.days:
            line.days.append(day)
    return list(lines.values())
