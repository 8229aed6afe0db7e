"""Put the archive together, file by file, while it is sent: nothing on disk, memory flat."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePosixPath

from django.conf import settings
from django.template import engines
from django.utils import timezone
from django.utils.translation import override

from parvis.community.identity import current
from parvis.community.models import Community
from parvis.console.carrying_away import pages, tables
from parvis.console.carrying_away.parts import PRIVATE, PUBLIC, Part
from parvis.kit.calendars import calendar
from parvis.kit.stylesheet import sheet
from parvis.kit.zipping import zipped
from parvis.meetings.calendar_entries import entries_of
from parvis.wiki.models import Photo

File = tuple[str, Iterable[bytes]]

_PIECE = 64 * 1024


def name_of(at: datetime) -> str:
    """« communaute-2026-11-24.zip »."""
    return f"communaute-{timezone.localtime(at):%Y-%m-%d}.zip"


def whole_community(at: datetime) -> Iterator[bytes]:
    """The bytes of the archive, in the language and at the hour of the place."""
    with override(settings.LANGUAGE_CODE), timezone.override(current().zone):
        yield from zipped(files(at), at)


def files(at: datetime) -> Iterator[File]:
    """Every file with its name: what to read first, then the public part, then `prive/`."""
    yield "LISEZ-MOI.txt", _text("readme.txt", at)
    yield from _look()
    yield from pages.of_the_place(PUBLIC)
    yield from tables.of_the_place()
    yield from _of_part(PUBLIC, at)
    yield "prive/LISEZ-MOI.txt", _text("private.txt", at)
    yield from _of_part(PRIVATE, at)
    yield from pages.of_the_members()
    yield from tables.of_the_members()


def _of_part(part: Part, at: datetime) -> Iterator[File]:
    yield from pages.of_part(part, at)
    yield from tables.of_part(part)
    yield f"{part.folder}rencontres.ics", calendar(entries_of(part.meetings()), name=current().name)
    for photo in tables.shown_photos(part):
        if photo.image.storage.exists(str(photo.image.name)):
            yield f"{part.folder}photos/{PurePosixPath(str(photo.image.name)).name}", _content(photo)


def _look() -> Iterator[File]:
    """The sheet of the place with its colour, its logo."""
    yield "allure/feuille.css", [sheet()[0].encode(), b"\n", current().colours_css.encode()]
    community = Community.objects.get(pk=1)
    if community.logo and community.logo.storage.exists(str(community.logo.name)):
        with community.logo.open() as file:
            yield "allure/logo.webp", [file.read()]


def _content(photo: Photo) -> Iterator[bytes]:
    with photo.image.open() as file:
        yield from file.chunks(_PIECE)


def _text(template: str, at: datetime) -> list[bytes]:
    """A text with the line ends every machine shows."""
    made = engines["jinja2"].get_template(f"console/archive/{template}").render({"ours": current(), "at": at})
    return ["\r\n".join(made.splitlines()).encode() + b"\r\n"]
