"""Values of a calendar: moments, lengths, words."""

import html
import quopri
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from parvis.kit.ics.lines import Line
from parvis.kit.ics.notes import Doubt, Notes
from parvis.kit.ics.zones import Zones

FIRST_YEAR, LAST_YEAR = 1900, 2200
_MOMENT = re.compile(
    r"\s*(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ](\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?\s*$",
    re.I,
)
_LENGTH = re.compile(
    r"\s*([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?\s*$", re.I
)
_ESCAPES = re.compile(r"\\([nN,;\\:\"])")
_ENDS_A_LINE = re.compile(r"<\s*(?:br|/p|/div|/li|/h\d)\b[^>]{0,200}>", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_BLANKS = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Moment:
    """A moment as the file says it: on the clock of a zone, or a whole day (at midnight)."""

    local: datetime  # without a zone
    zone: tzinfo
    is_day: bool = False

    @property
    def instant(self) -> datetime:
        """The same, on the world's clock."""
        return self.local.replace(tzinfo=self.zone).astimezone(UTC)

    def at(self, local: datetime) -> "Moment":
        return Moment(local, self.zone, self.is_day)


def read_moment(line: Line, zones: Zones, notes: Notes, text: str | None = None) -> Moment | None:
    """The moment a line (or one of its values) says; None when there is none, or no year people live in."""
    said = line.value if text is None else text
    # « TZID=(UTC+01:00) Paris:2026… » without its quotes: the moment stands after the last colon.
    match = _MOMENT.match(said) or _MOMENT.match(said.rpartition(":")[2])
    if match is None:
        return None
    year, month, day, hour, minute, second, mark = match.groups()
    try:
        on = date(int(year), int(month), int(day))
        clock = time(int(hour or 0), int(minute or 0), min(int(second or 0), 59))
    except ValueError:
        return None
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        return None
    if hour is None:
        return Moment(datetime.combine(on, clock), zones.home, True)
    return Moment(datetime.combine(on, clock), _zone(line, mark, zones, notes))


def _zone(line: Line, mark: str | None, zones: Zones, notes: Notes) -> tzinfo:
    if mark:
        if mark in "Zz":
            return UTC
        try:
            return datetime.fromisoformat(f"2025-01-01T00:00:00{mark[:3]}:{mark[-2:]}").tzinfo or UTC
        except ValueError:
            return zones.home
    if not (name := line.parameters.get("TZID", "")):
        return zones.home
    zone, is_known = zones.named(name)
    if not is_known:
        notes.add(Doubt.ZONE, name)
    return zone


def read_length(text: str) -> timedelta | None:
    """« PT1H30M », or None when it is no length or a negative one."""
    match = _LENGTH.match(text)
    if match is None or match[1] == "-":
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return length if timedelta() < length < timedelta(days=3660) else None


def read_words(line: Line, most: int) -> str:
    """Words on one line: escapes, entities and tags understood."""
    return " ".join(read_text(line, most * 4).split())[:most].strip()


def read_text(line: Line, most: int) -> str:
    """Words of several lines."""
    text = line.value[: most * 4]
    if line.parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        text = quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")
    text = _ESCAPES.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)
    return plain(text)[:most].strip()


def plain(text: str) -> str:
    """Text without tags, entities turned to letters; nothing a page could not show."""
    if "<" in text:
        text = _TAG.sub("", _ENDS_A_LINE.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    text = text.replace("\r", "").replace("\u2028", "\n").replace("\xa0", " ")
    kept = "".join(letter for letter in text if letter == "\n" or letter.isprintable() or letter == "\u202f")
    return _BLANKS.sub("\n\n", kept).strip()
