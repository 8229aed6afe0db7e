"""Meetings among the objects of programs (JSON): OpenAgenda, schema.org, ActivityStreams, one's own list.

Nothing is supposed about the shape: whatever says a title and a beginning is a meeting, however deep it lies.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from parvis.federation.sources.names import LINKED, NAMES, parts_of
from parvis.kit.reading_calendars import UnreadableCalendar

MOST_OBJECTS = 200_000
DEEPEST = 12
_OPENS, _CLOSES = re.compile(r"<script\b([^<>]{0,600})>", re.I), re.compile(r"</script\b", re.I)
_MOST_SCRIPTS = 2_000
_WRAPPED = ("timings", "status", "attendancemode")  # JSON written inside JSON, by some


@dataclass
class _Walk:
    """One walk through what was read, counted so that it ends."""

    known: Mapping[str, tuple[str, ...]]
    left: int = MOST_OBJECTS

    def through(self, value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
        self.left -= 1
        if depth > DEEPEST or self.left < 0:
            return
        if isinstance(value, list):
            for one in value:
                yield from self.through(one, depth + 1)
        elif isinstance(value, dict):
            if (parts := self._meeting(value)) is not None:
                yield parts
                yield from self.through(value.get("subEvent"), depth + 1)
            else:
                for one in value.values():
                    if isinstance(one, dict | list):
                        yield from self.through(one, depth + 1)

    def _meeting(self, value: dict[str, Any]) -> dict[str, Any] | None:
        parts = parts_of([key for key in value if isinstance(key, str)], self.known)
        if "title" not in parts or not {"begin", "timings"} & parts.keys() or not _may_be(value, self.known):
            return None
        return {part: _opened(part, value[name]) for part, name in parts.items()}


def _may_be(value: dict[str, Any], known: Mapping[str, tuple[str, ...]]) -> bool:
    """On a page of the web, only what calls itself an event."""
    if known is not LINKED:
        return True
    kinds = value.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.endswith(("Event", "Festival", "Hackathon")) for name in names)


def _opened(part: str, value: Any) -> Any:
    if part in _WRAPPED and isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def of_json(text: str) -> Iterator[dict[str, Any]]:
    """The parts of every meeting in a JSON text, or one object a line. UnreadableCalendar for the rest."""
    yield from _Walk(LINKED if _is_linked(text) else NAMES).through(_loaded(text))


def of_page(text: str) -> Iterator[dict[str, Any]]:
    """The parts of every meeting a web page tells programs (JSON-LD); broken pieces are passed."""
    for script in islice(_scripts(text), 200):
        try:
            yield from _Walk(LINKED).through(
                json.loads(script.strip().removeprefix("<!--").removesuffix("-->"))
            )
        except (ValueError, RecursionError):
            continue


def _scripts(text: str) -> Iterator[str]:
    """What stands in the elements that hold JSON-LD; each letter is looked at once, closed or not."""
    position = 0
    for _script in range(_MOST_SCRIPTS):
        opens = _OPENS.search(text, position)
        closes = _CLOSES.search(text, opens.end()) if opens else None
        if opens is None or closes is None:
            return
        if "application/ld+json" in opens[1].lower():
            yield text[opens.end() : closes.start()]
        position = closes.end()


def is_open_agenda(text: str) -> bool:
    return "openagenda" in text[:20_000].lower() or "firstdate_begin" in text[:20_000]


def _is_linked(text: str) -> bool:
    return '"@context"' in text[:5_000] and "schema.org" in text[:5_000] and '"startDate"' in text


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise UnreadableCalendar(_("This file is folded too deep to be a list of meetings.")) from None
    except ValueError:
        return _line_by_line(text)


def _line_by_line(text: str) -> list[Any]:
    """One object a line; broken lines are passed, and a text of which no line is an object is refused."""
    found = []
    for line in text.splitlines()[:MOST_OBJECTS]:
        if line.lstrip()[:1] == "{":
            try:
                found.append(json.loads(line))
            except (ValueError, RecursionError):
                continue
    if not found:
        raise UnreadableCalendar(
            _("This file is broken: a bracket or a comma is missing. Ask for it once more.")
        )
    return found
