"""A table of meetings (CSV, XLSX, ODS): its headings are found, each line is a meeting."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parvis.federation.sources.names import parts_of
from parvis.kit.reading_calendars import UnreadableCalendar
from parvis.members.moving_in.opening import open_table

HEAD = 12  # lines among which the headings may be


def of_table(path: Path) -> Iterator[dict[str, Any]]:
    """The parts of each line. UnreadableCalendar when no line names a title and a day."""
    table = open_table(path)
    number, parts = _headings(list(islice(table.rows(), HEAD)))
    for line, cells in table.rows():
        if line > number:
            yield {part: cells[column] for part, column in parts.items() if column < len(cells)}


def _headings(rows: list[tuple[int, list[str]]]) -> tuple[int, dict[str, int]]:
    best: tuple[int, dict[str, int]] = (0, {})
    for number, cells in rows:
        names = parts_of(cells)
        if {"title", "begin"} <= names.keys() and len(names) > len(best[1]):
            best = number, {part: cells.index(name) for part, name in names.items()}
    if not best[1]:
        raise UnreadableCalendar(_("We find no headings. Name the columns: title, date, hour, end, place."))
    return best
