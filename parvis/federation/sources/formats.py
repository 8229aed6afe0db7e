"""Whatever a source gives, look at what it is, never at its name, and read its meetings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parvis.federation.models import Source
from parvis.federation.sources import objects, tables
from parvis.federation.sources.records import Recorder
from parvis.kit.ics.entries import Entry
from parvis.kit.ics.notes import Doubt, Notes
from parvis.kit.ics.texts import text_of
from parvis.kit.reading_calendars import UnreadableCalendar, read_calendar
from parvis.kit.repetitions import Window, unrolled

MOST_MEETINGS = 2_000  # of one source
AHEAD = timedelta(days=400)
BEHIND = timedelta(days=3650)  # when the past is wanted too
MOST_RECORDS = 20_000
Kind = Source.Kind


@dataclass(frozen=True)
class Understood:
    """What a source says. is_whole: what is not in it any more was taken out by whoever keeps it."""

    kind: str
    name: str
    entries: list[Entry]
    notes: Notes
    is_whole: bool


def understand(path: Path, *, home: tzinfo, at: datetime, with_past: bool = False) -> Understood:
    """The meetings of a file within a window. UnreadableCalendar or UnreadableList with what to do."""
    since = at - BEHIND if with_past else at
    window = Window(since, at + AHEAD, MOST_MEETINGS)
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip():
        raise UnreadableCalendar(_("This file is empty."))
    first = text_of(start).lstrip()[:1000].upper()
    if "BEGIN:VCALENDAR" in first or first.startswith("BEGIN:VEVENT"):
        return _calendar(path, home, since, window)
    reader = next((reader for marks, reader in _BY_MARK if first.startswith(marks)), _table)
    kind, parts, notes = *reader(path), Notes()
    recorder = Recorder(home, at.astimezone(home).date(), kind, notes)
    entries = unrolled(_entries(parts, recorder), window, notes)
    return Understood(kind, "", entries, notes, is_whole=not notes.counts[Doubt.TOO_MANY])


def _calendar(path: Path, home: tzinfo, since: datetime, window: Window) -> Understood:
    day = since.astimezone(home).date() - timedelta(days=15)  # what began two weeks ago may still go on
    found = read_calendar(path.read_bytes(), home=home, since_day=f"{day:%Y%m%d}")
    public = [entry for entry in found.entries if not entry.is_private]
    entries = unrolled(public, window, found.notes)
    is_whole = found.is_whole and not found.notes.counts[Doubt.TOO_MANY]
    return Understood(Kind.ICS, found.name, entries, found.notes, is_whole)


def _entries(records: Iterator[dict[str, Any]], recorder: Recorder) -> Iterator[Entry]:
    for number, parts in enumerate(records):
        if number >= MOST_RECORDS:
            recorder.notes.add(Doubt.TOO_MANY)
        else:
            yield from recorder.entries(parts)


Parts = tuple[str, Iterator[dict[str, Any]]]


def _json(path: Path) -> Parts:
    text = text_of(path.read_bytes())
    kind = Kind.OPEN_AGENDA if objects.is_open_agenda(text) else Kind.OBJECTS
    return kind, _some(objects.of_json(text))


def _page(path: Path) -> Parts:
    found = list(objects.of_page(text_of(path.read_bytes())))
    if not found:
        raise UnreadableCalendar(
            _("This page announces no meeting a program can read. Look for its calendar address (.ics).")
        )
    return Kind.PAGE, iter(found)


def _table(path: Path) -> Parts:
    return Kind.TABLE, tables.of_table(path)


def _some(parts: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    first = next(parts, None)
    if first is None:
        raise UnreadableCalendar(_("We find no meeting in this file: none says a title and a day."))
    yield first
    yield from parts


_BY_MARK: list[tuple[tuple[str, ...], Callable[[Path], Parts]]] = [
    (("{", "["), _json),
    (("<",), _page),
]
