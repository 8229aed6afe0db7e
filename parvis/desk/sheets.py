"""A sheet of calls: what to say once for each thing, then one line a number, boxes to tick."""

from dataclasses import dataclass
from datetime import datetime

from parvis.courier.models import CallSheet, Dispatch
from parvis.desk.calls import Call, calls_among
from parvis.desk.masking import known_to
from parvis.members.models import Member


@dataclass(frozen=True)
class Line:
    """One number, as it stands on the paper; `number` counts from 1 and never changes."""

    number: int
    call: Call
    has_number: bool  # shown only while whoever took the call holds it


@dataclass(frozen=True)
class Part:
    """What to say, once, and the calls it is for."""

    title: str
    body: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet as it is printed: its code, the hour it was made, its parts."""

    code: str
    made_at: datetime
    parts: tuple[Part, ...]
    has_numbers: bool


def sheet_of(sheet: CallSheet, reader: Member, now: datetime) -> Sheet:
    """The calls of this sheet that are not made yet, in the order of the paper."""
    pks = {pk for line in sheet.lines for pk in line}
    rows = Dispatch.objects.filter(pk__in=pks).defer("calendar").in_bulk()
    groups = {
        number: [rows[pk] for pk in line if pk in rows] for number, line in enumerate(sheet.lines, start=1)
    }
    groups = {number: group for number, group in groups.items() if group}
    calls = calls_among(list(groups.values()), known_to(reader, rows.values()), reader, now)
    parts: dict[tuple[str, str], list[Line]] = {}
    for number, call in zip(groups, calls, strict=True):
        line = Line(number, call, call.is_mine and call.has_number)
        for matter in call.matters:
            parts.setdefault((matter.title, matter.body), []).append(line)
    shown = tuple(Part(title, body, tuple(lines)) for (title, body), lines in parts.items())
    has_numbers = any(line.has_number for part in shown for line in part.lines)
    return Sheet(sheet.code, sheet.made_at, shown, has_numbers)
