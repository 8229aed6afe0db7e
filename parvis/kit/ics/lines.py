"""A calendar's text becomes its parts: the lines of each meeting, the lines of each time zone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from parvis.kit.ics.notes import Doubt, Notes

LONGEST_LINE = 64_000
DEEPEST = 8
MOST_LINES_A_PART = 2_000
_LINE = re.compile(
    r"([A-Za-z0-9-]{1,60})((?:;[^\";:=]{1,60}=(?:\"[^\"]{0,2000}\"|[^\";:]{0,2000})(?:,\"[^\"]{0,500}\")*)*):(.*)",
    re.S,
)
_PARAMETER = re.compile(r";([^\";:=]+)=(\"[^\"]*\"|[^\";:]*)")
_KEPT = {"VEVENT", "VTIMEZONE"}
_ENTERED = {"VCALENDAR", "STANDARD", "DAYLIGHT"}


@dataclass(frozen=True)
class Line:
    """One property: `DTSTART;TZID=Europe/Paris:20261122T140000`. Names in capitals."""

    name: str
    parameters: dict[str, str]
    value: str


@dataclass
class Part:
    """A meeting or a time zone: its own lines as written; parts inside it (alarms) are left out."""

    kind: str
    lines: list[str] = field(default_factory=list)
    is_closed: bool = True

    def read(self) -> Iterator[Line]:
        """Its lines understood; those which are none are skipped."""
        for text in self.lines:
            if line := read_line(text):
                yield line


def read_line(text: str) -> Line | None:
    """One line understood, or None."""
    match = _LINE.match(text[:LONGEST_LINE])
    if match is None:
        return None
    name, parameters, value = match.groups()
    known = (
        {key.upper(): said.strip('"') for key, said in _PARAMETER.findall(parameters)} if parameters else {}
    )
    return Line(name.upper(), known, value)


@dataclass
class Splitter:
    """Walks a text once. After it: `heads`, the lines of the calendar itself; `is_whole`: it ended."""

    notes: Notes
    heads: list[str] = field(default_factory=list)
    is_whole: bool = False
    _open: list[str] = field(default_factory=list)
    _part: Part | None = None
    _depth: int = 0  # of parts inside the open part

    def parts(self, text: str) -> Iterator[Part]:
        """Meetings and time zones in their order. A part nobody closed is given as far as it goes."""
        for line in text.splitlines():
            start = line[:6].upper()
            if start == "BEGIN:":
                yield from self._begin(line[6:].strip().upper())
            elif start.startswith("END:"):
                yield from self._end(line[4:].strip().upper())
            elif self._part is None:
                if len(self.heads) < MOST_LINES_A_PART:
                    self.heads.append(line[:LONGEST_LINE])
            elif not self._depth and line and len(self._part.lines) < MOST_LINES_A_PART:
                self._part.lines.append(line)
        if self._part is not None:
            self.notes.add(Doubt.CUT)
            self.is_whole = False
            yield self._closed(False)

    def _begin(self, kind: str) -> Iterator[Part]:
        self.is_whole = False
        if kind in _KEPT:
            if self._part is not None:
                self.notes.add(Doubt.NOT_CLOSED)
                yield self._closed(False)
            self._part, self._depth = Part(kind), 0
        elif self._part is not None and not (self._part.kind == "VTIMEZONE" and kind in _ENTERED):
            self._depth = min(self._depth + 1, DEEPEST)
        elif self._part is not None:
            self._part.lines.append(f"BEGIN:{kind}")

    def _end(self, kind: str) -> Iterator[Part]:
        if kind == "VCALENDAR":
            if self._part is not None:
                self.notes.add(Doubt.NOT_CLOSED)
                yield self._closed(False)
            self.is_whole = True
        elif self._part is not None and kind == self._part.kind:
            yield self._closed(True)
        elif self._depth:
            self._depth -= 1

    def _closed(self, is_closed: bool) -> Part:
        part = self._part or Part("")
        part.is_closed = is_closed
        self._part, self._depth = None, 0
        return part
