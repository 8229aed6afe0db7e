"""The time zone an entry names becomes one we know: by its name, its Windows name, or its offsets."""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from parvis.kit.ics.lines import Part, read_line

Offsets = tuple[timedelta, timedelta]  # in January, in July
_OFTEN = [
    "Europe/Paris", "Europe/London", "Europe/Athens", "Indian/Reunion", "America/Martinique",
    "America/Cayenne", "America/New_York", "America/Montreal", "America/Chicago",
    "America/Los_Angeles", "Pacific/Noumea",
]  # fmt: skip
_SAID = re.compile(r"(?:UTC|GMT)\s*([+-])(\d{1,2})(?::?([0-5]\d))?")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?::?\d{2})?$")


@cache
def _names() -> dict[str, str]:
    """Every zone, by its name in small letters; Windows names beside."""
    windows = {name.lower(): olson for name, olson in WINDOWS_TO_OLSON.items()}
    return windows | {name.lower(): name for name in available_timezones()}


def offsets_of(zone: tzinfo) -> Offsets:
    """How far a zone is from the world's clock, in winter and in summer."""
    winter = zone.utcoffset(datetime(2025, 1, 15, 12))  # noqa: DTZ001 - a zone is asked about its own clock
    summer = zone.utcoffset(datetime(2025, 7, 15, 12))  # noqa: DTZ001
    return winter or timedelta(), summer or timedelta()


class Zones:
    """The zones of one file. home: the community's own, for hours that name none."""

    def __init__(self, home: tzinfo) -> None:
        self.home = home
        self._described: dict[str, Offsets] = {}
        self._known: dict[str, tuple[tzinfo, bool]] = {}

    def describe(self, part: Part) -> None:
        """Learn a zone the file itself describes. Only its offsets count: its rules may be anything."""
        name, offsets, kind = "", {}, ""
        for text in part.lines[:200]:
            if text.startswith("BEGIN:"):
                kind = text[6:]
            elif line := read_line(text):
                if line.name == "TZID":
                    name = line.value.strip().strip('"')
                elif line.name == "TZOFFSETTO" and (offset := _offset(line.value)) is not None:
                    offsets[kind] = offset
        if name and offsets and len(self._described) < 500:
            standard = offsets.get("STANDARD", next(iter(offsets.values())))
            self._described[name] = (standard, offsets.get("DAYLIGHT", standard))

    def named(self, name: str) -> tuple[tzinfo, bool]:
        """The zone of that name, and whether it is known: otherwise home, read as if the hour were ours."""
        name = name.strip().strip('"')[:200]
        if name not in self._known:
            if len(self._known) > 2_000:
                return self.home, False
            zone = _by_name(name) or self._by_offsets(name)
            self._known[name] = (zone or self.home, zone is not None)
        return self._known[name]

    def _by_offsets(self, name: str) -> tzinfo | None:
        if offsets := self._described.get(name):
            return self._with(offsets)
        if said := _SAID.search(name):
            sign, hours, minutes = said.groups()
            offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
            offset = -offset if sign == "-" else offset
            if offset == offsets_of(self.home)[0]:
                return self.home
            return timezone(offset) if abs(offset) < timedelta(hours=24) else None
        return None

    def _with(self, offsets: Offsets) -> tzinfo:
        if offsets_of(self.home) == offsets:
            return self.home
        for name in _OFTEN:
            if offsets_of(ZoneInfo(name)) == offsets:
                return ZoneInfo(name)
        return timezone(offsets[0])


def _by_name(name: str) -> tzinfo | None:
    """« Europe/Paris », « /mozilla.org/20050126_1/Europe/Paris », « Romance Standard Time »."""
    parts = [part for part in name.split("/") if part]
    for length in range(len(parts), 0, -1):
        found = _names().get("/".join(parts[-length:]).lower())
        if found and (length > 1 or len(parts) == 1):
            return ZoneInfo(found)
    return None


def _offset(text: str) -> timedelta | None:
    match = _OFFSET.match(text.strip())
    if match is None:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return None if offset >= timedelta(hours=24) else (-offset if match[1] == "-" else offset)
