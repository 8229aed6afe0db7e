"""The pages of the archive: plain HTML, relative links, no script; streamed, so that memory stays flat."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.template import engines

from parvis.chronicle.figures import FEW
from parvis.community.identity import current
from parvis.community.models import Community, Place, Ritual
from parvis.console.carrying_away.parts import PRIVATE, Part, open_circles, with_those_who_came
from parvis.meetings.models import Meeting
from parvis.members.holdings.register import holdings
from parvis.members.models import Member
from parvis.wiki.models import Story

File = tuple[str, Iterable[bytes]]

CHUNK = 200
ON_A_PAGE = 500
_BUFFERED = 64  # pieces of a template joined before they are handed over


def of_part(part: Part, at: datetime) -> Iterator[File]:
    """Every page of one part, its first page first."""
    years = list(part.meetings().datetimes("begins_at", "year"))
    pages = _member_pages() if part.is_private else 0
    yield _page(part, "index.html", years=years, pages=pages, at=at, community=_community())
    yield _page(part, "years.html", "rencontres/index.html", years=years)
    yield _page(part, "roles.html", roles=part.roles().iterator(chunk_size=CHUNK))
    for year in years:
        shown = with_those_who_came(part.meetings().filter(begins_at__year=year.year))
        meetings = shown.iterator(chunk_size=CHUNK)
        yield _page(part, "meetings.html", f"rencontres/{year.year}.html", meetings=meetings, year=year.year)
    yield _page(part, "stories.html", "histoires/index.html", stories=_told(part))
    for story in _told(part):
        yield _page(part, "story.html", page_of(story), story=story)


def of_the_place(part: Part) -> Iterator[File]:
    """What describes the place, in the first part only."""
    places = Place.objects.prefetch_related("rooms").order_by("-is_active", "name")
    yield _page(part, "places.html", "lieux.html", places=places.iterator(chunk_size=CHUNK))
    yield _page(part, "charter.html", "charte.html", community=_community())
    yield _page(part, "rituals.html", "rituels.html", rituals=Ritual.objects.order_by("-is_current", "name"))
    yield _page(part, "circles.html", "cercles.html", circles=open_circles().iterator(chunk_size=CHUNK))
    yield _page(part, "register.html", "ce-que-parvis-garde.html", holdings=holdings())


def of_the_members() -> Iterator[File]:
    """The directory with how to reach each one, some hundreds on a page; in the private part only."""
    members = Member.objects.present().order_by("search_name", "pk")
    everyone = members.prefetch_related("contact_points", "memberships__circle").iterator(chunk_size=CHUNK)
    last = _member_pages()
    for number in range(1, last + 1):
        people = islice(everyone, ON_A_PAGE)
        name = f"membres/{number}.html"
        yield _page(PRIVATE, "members.html", name, members=people, number=number, last=last)


def page_of(story: Story) -> str:
    """« histoires/2026-06-21-12.html »."""
    return f"histoires/{story.happened_on:%Y-%m-%d}-{story.pk}.html"


def story_of(part: Part, meeting: Meeting) -> Story | None:
    """The story told of a meeting, when the same part holds it."""
    told = getattr(meeting, "telling", None)
    if told is None or not told.story.is_published:
        return None
    is_open = told.story.is_public and current().is_open
    return told.story if is_open != part.is_private else None


def _told(part: Part) -> Iterator[Story]:
    return part.stories().for_list().iterator(chunk_size=CHUNK)


def _community() -> Community:
    return Community.objects.get(pk=1)


def _member_pages() -> int:
    return -(-Member.objects.present().count() // ON_A_PAGE)


def _page(part: Part, template: str, name: str = "", **context: Any) -> File:
    """A page by its name in the part, made piece by piece when it is written."""
    path = part.folder + (name or template)
    stream = engines["jinja2"].env.get_template(f"console/archive/{template}").stream(  # type: ignore[attr-defined]
        **context, part=part, root="../" * path.count("/"), ours=current(),
        page_of=page_of, story_of=story_of, few=FEW,
    )  # fmt: skip
    stream.enable_buffering(_BUFFERED)
    return path, (piece.encode() for piece in stream)
