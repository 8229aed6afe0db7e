"""What can be found: its words, who may know of it, and the line that leads to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.aid.finding import document
from parvis.aid.models import Notice
from parvis.community.models import Circle, Place
from parvis.kit.moments import date_and_year, day_and_year
from parvis.kit.searching.indexing import Document
from parvis.meetings.models import Meeting
from parvis.meetings.seeing_places import visible_places
from parvis.members.circles import visible_circles
from parvis.wiki.models import Story
from parvis.wiki.seeing import visible_stories


@dataclass(frozen=True)
class Hit:
    """One line of the answer. facts: day, place… already in words."""

    title: str
    url: str
    facts: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True)
class Subject:
    """kind: as in the index. area: its switch. rows: all there are. seen_by: those somebody may know of."""

    kind: str
    area: str
    words: str | Promise
    rows: Callable[[], QuerySet[Any]]
    seen_by: Callable[[Any], QuerySet[Any]]
    document: Callable[[Any], Document]
    hit: Callable[[Any], Hit]


def _meeting_words(meeting: Meeting) -> Document:
    circle = meeting.circle.name if meeting.circle else ""
    return Document(
        meeting.title, " ".join((meeting.about, meeting.where_words, circle, meeting.bring)), meeting.ends_at
    )


def _meeting_hit(meeting: Meeting) -> Hit:
    where = [meeting.where_words] if meeting.where_words else []
    facts = " · ".join([day_and_year(meeting.begins_at), *where])
    url = reverse("meetings:meeting", args=[meeting.pk])
    return Hit(meeting.title, url, facts, meeting.is_cancelled)


def _place_words(place: Place) -> Document:
    rooms = " ".join(room.name for room in place.rooms.all())
    return Document(place.name, " ".join((place.address, place.access, rooms)))


def _notice_hit(notice: Notice) -> Hit:
    return Hit(notice.words, reverse("aid:notice", args=[notice.pk]), notice.get_direction_display())


_WITH = ("place", "room__place", "circle", "cancellation")
SUBJECTS = (
    Subject(
        "meetings.meeting",
        "meetings",
        _("Meetings"),
        rows=lambda: Meeting.objects.select_related(*_WITH),
        seen_by=lambda reader: Meeting.objects.visible_to(reader).select_related(*_WITH),
        document=_meeting_words,
        hit=_meeting_hit,
    ),
    Subject(
        "community.place",
        "meetings",
        _("Places"),
        rows=lambda: Place.objects.prefetch_related("rooms"),
        seen_by=visible_places,
        document=_place_words,
        hit=lambda place: Hit(place.name, reverse("meetings:place", args=[place.pk]), place.address),
    ),
    Subject(
        "community.circle",
        "members",
        _("Circles"),
        rows=Circle.objects.all,
        seen_by=visible_circles,
        document=lambda circle: Document(circle.name, " ".join((circle.kind, circle.about))),
        hit=lambda circle: Hit(circle.name, reverse("members:circle", args=[circle.pk]), circle.kind),
    ),
    Subject(
        "wiki.story",
        "wiki",
        _("Stories"),
        rows=Story.objects.all,
        seen_by=visible_stories,
        document=lambda story: Document(story.title, story.place_name),
        hit=lambda story: Hit(
            story.title, reverse("wiki:story", args=[story.pk]), date_and_year(story.happened_on)
        ),
    ),
    Subject(
        "aid.notice",
        "aid",
        _("Mutual aid"),
        rows=lambda: Notice.objects.filter(end=None).select_related("place"),
        seen_by=lambda reader: Notice.objects.visible_to(reader).live(timezone.now()),
        document=document,
        hit=_notice_hit,
    ),
)
OF_KIND = {subject.kind: subject for subject in SUBJECTS}


def subject_of(row: Model) -> Subject:
    """How a row is found. KeyError when such things are not."""
    return OF_KIND[row._meta.label_lower]


def hits(subject: Subject, rows: Iterable[Any]) -> list[Hit]:
    return [subject.hit(row) for row in rows]
