"""Read a calendar of others (.ics): bytes in, entries out, whatever is wrong with them.

Bounds come before understanding: size, parts, lines, depth. What can be read is kept, what cannot is counted
and said. Repetitions stay as rules here; `kit.repetitions` unrolls them within a window.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from django.utils.translation import gettext as _

from parvis.kit.ics.entries import Entry, Person, Repetition
from parvis.kit.ics.lines import Line, Part, Splitter, read_line
from parvis.kit.ics.notes import Doubt, Notes
from parvis.kit.ics.texts import MOST_BYTES, text_of
from parvis.kit.ics.values import Moment, read_length, read_moment, read_text, read_words
from parvis.kit.ics.zones import Zones
from parvis.kit.refusals import Refusal

MOST_PARTS = 20_000
MOST_PERSONS = 200
MOST_DATES = 1_000  # added to a repetition, or left out of it
LONGEST_UID = 200
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_YEAR = re.compile(r"^DTSTART[^\r\n]{0,500}?:\s*(\d{4}-?\d{2}-?\d{2})", re.M | re.I)
_ON_LINE = re.compile(r"https?://[^\s<>\"]{4,500}", re.I)


class UnreadableCalendar(Refusal):
    """This is no calendar, or one that is too large. The reason says what to do."""

    status = 422


@dataclass
class ReadCalendar:
    """What a file holds. is_whole: it ended where it should, so what is not in it is not there any more."""

    name: str = ""
    method: str = ""  # « REPLY », « REQUEST »…, empty when the file says none
    entries: list[Entry] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    is_whole: bool = True


def read_calendar(content: bytes, *, home: tzinfo, since_day: str = "") -> ReadCalendar:
    """The meetings of a file. home: the community's zone, for hours that name none.

    since_day (« 20261122 »): meetings that began before and do not repeat are not even understood: of a
    hundred thousand old ones, nothing is read but their day. UnreadableCalendar when it is no calendar.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableCalendar(
            _("This calendar is over 24 MB. Ask for a shorter one, or cut it in several files.")
        )
    text = text_of(content)
    if "BEGIN:VCALENDAR" not in text[:20_000].upper() and "BEGIN:VEVENT" not in text.upper():
        raise UnreadableCalendar(_("This is not a calendar file (.ics). Ask for the calendar itself."))
    notes = Notes()
    splitter, reader = Splitter(notes), _Reader(Zones(home), notes, since_day.replace("-", ""))
    entries = list(reader.read(splitter.parts(text)))
    heads = {line.name: line for line in map(read_line, splitter.heads) if line}
    return ReadCalendar(
        name=read_words(heads["X-WR-CALNAME"], 120) if "X-WR-CALNAME" in heads else "",
        method=heads["METHOD"].value.strip().upper()[:20] if "METHOD" in heads else "",
        entries=entries,
        notes=notes,
        is_whole=splitter.is_whole and not notes.counts[Doubt.CUT] and not notes.counts[Doubt.TOO_MANY],
    )


class _Reader:
    def __init__(self, zones: Zones, notes: Notes, since_day: str) -> None:
        self.zones, self.notes, self.since_day = zones, notes, since_day

    def read(self, parts: Iterator[Part]) -> Iterator[Entry]:
        waiting: list[Part] = []
        for part in parts:
            if part.kind == "VTIMEZONE":
                self.zones.describe(part)
            elif len(waiting) < MOST_PARTS:
                if not self._is_long_past(part):
                    waiting.append(part)
            else:
                self.notes.add(Doubt.TOO_MANY)
        for part in waiting:  # zones may be described after the meetings that name them
            if entry := self._entry(part):
                yield entry

    def _is_long_past(self, part: Part) -> bool:
        """One look at its first day, in the text: understanding costs fifty times more."""
        if not self.since_day:
            return False
        text = "\n".join(part.lines)
        match = _YEAR.search(text)
        if (
            match is None
            or match[1].replace("-", "") >= self.since_day
            or "\nRRULE" in text
            or "\nRDATE" in text
        ):
            return False
        if "RECURRENCE-ID" in text or text.startswith(("RRULE", "RDATE")):
            return False
        self.notes.add(Doubt.OUT_OF_TIME)
        return True

    def _entry(self, part: Part) -> Entry | None:
        lines: dict[str, list[Line]] = {}
        for line in part.read():
            lines.setdefault(line.name, []).append(line)
        title = self._words(lines, "SUMMARY", 120)
        begin = read_moment(lines["DTSTART"][0], self.zones, self.notes) if "DTSTART" in lines else None
        if begin is None:
            self.notes.add(Doubt.NO_DATE, title)
            return None
        if not title:
            self.notes.add(Doubt.NO_TITLE)
        return self._with_people(lines, self._told(lines, title, begin))

    def _told(self, lines: dict[str, list[Line]], title: str, begin: Moment) -> Entry:
        about, where = self._text(lines, "DESCRIPTION", 4000), self._words(lines, "LOCATION", 200)
        place, _comma, address = where.partition(",") if len(where) > 60 else (where, "", "")
        slot, follows = self._slot(lines)
        return Entry(
            uid=_uid(lines, title, begin),
            title=title or _("Meeting"),
            begin=begin,
            end=self._end(lines, title, begin),
            where=where,
            address=address.strip() if place else "",
            about=about,
            url=self._address(lines),
            status=self._words(lines, "STATUS", 20).lower() or "confirmed",
            sequence=_number(lines),
            modified_at=self._modified(lines),
            slot=slot,
            changes_what_follows=follows,
            repetition=self._repetition(lines),
            is_private=self._words(lines, "CLASS", 20).upper() in ("PRIVATE", "CONFIDENTIAL"),
            is_online=where.lower().startswith(("http://", "https://")),
        )

    def _slot(self, lines: dict[str, list[Line]]) -> tuple[Moment | None, bool]:
        """The moment of a repetition this entry stands for, and whether for those after it too."""
        if "RECURRENCE-ID" not in lines:
            return None, False
        line = lines["RECURRENCE-ID"][0]
        follows = line.parameters.get("RANGE", "").upper() == "THISANDFUTURE"
        return read_moment(line, self.zones, self.notes), follows

    def _with_people(self, lines: dict[str, list[Line]], entry: Entry) -> Entry:
        if "ATTENDEE" not in lines and "ORGANIZER" not in lines:
            return entry
        attendees = tuple(_person(line) for line in lines.get("ATTENDEE", [])[:MOST_PERSONS])
        organizer = _person(lines["ORGANIZER"][0]) if "ORGANIZER" in lines else None
        return replace(
            entry, attendees=attendees, organizer=organizer, comment=self._text(lines, "COMMENT", 1000)
        )

    def _end(self, lines: dict[str, list[Line]], title: str, begin: Moment) -> Moment:
        """When it ends, always after it begins."""
        if "DTEND" in lines and (end := read_moment(lines["DTEND"][0], self.zones, self.notes)):
            if end.instant > begin.instant:
                return replace(end, is_day=begin.is_day)
            if begin.is_day:  # many programs write the last day where the day after is meant
                return begin.at(begin.local + DAY)
            self.notes.add(Doubt.END_FIRST, title)
            return begin.at(begin.local + HOUR)
        length = read_length(lines["DURATION"][0].value) if "DURATION" in lines else None
        if length:
            return _after(begin, length)
        if begin.is_day:
            return begin.at(begin.local + DAY)
        self.notes.add(Doubt.NO_END, title)
        return begin.at(begin.local + HOUR)

    def _repetition(self, lines: dict[str, list[Line]]) -> Repetition:
        rule = lines["RRULE"][0].value.strip()[:2000] if "RRULE" in lines else ""
        return Repetition(rule, self._moments(lines, "RDATE"), self._moments(lines, "EXDATE"))

    def _moments(self, lines: dict[str, list[Line]], name: str) -> tuple[Moment, ...]:
        texts = [(line, text) for line in lines.get(name, []) for text in line.value.split(",", MOST_DATES)]
        found = (
            read_moment(line, self.zones, self.notes, text.partition("/")[0])
            for line, text in texts[:MOST_DATES]
        )
        return tuple(moment for moment in found if moment)

    def _modified(self, lines: dict[str, list[Line]]) -> datetime | None:
        moment = (
            read_moment(lines["LAST-MODIFIED"][0], self.zones, Notes()) if "LAST-MODIFIED" in lines else None
        )
        return moment.instant if moment else None

    def _words(self, lines: dict[str, list[Line]], name: str, most: int) -> str:
        return read_words(lines[name][0], most) if name in lines else ""

    def _text(self, lines: dict[str, list[Line]], name: str, most: int) -> str:
        return read_text(lines[name][0], most) if name in lines else ""

    def _address(self, lines: dict[str, list[Line]]) -> str:
        found = _ON_LINE.match(lines["URL"][0].value.strip()) if "URL" in lines else None
        return found[0][:200] if found and len(found[0]) <= 200 else ""


def _after(begin: Moment, length: timedelta) -> Moment:
    """Days are days of the calendar, hours are hours of the clock on the wall of the world."""
    if length % DAY == timedelta():
        return begin.at(begin.local + length)
    return Moment(
        (begin.instant + length).astimezone(begin.zone).replace(tzinfo=None), begin.zone, begin.is_day
    )


def _uid(lines: dict[str, list[Line]], title: str, begin: Moment) -> str:
    """Its name for ever; one made from what it says when it has none."""
    uid = lines["UID"][0].value.strip() if "UID" in lines else ""
    if uid and uid.isprintable() and len(uid) <= LONGEST_UID:
        return uid
    said = uid or f"{title}|{begin.instant.isoformat()}"
    return f"parvis-{hashlib.sha256(said.encode()).hexdigest()[:40]}"


def _number(lines: dict[str, list[Line]]) -> int:
    text = lines["SEQUENCE"][0].value.strip() if "SEQUENCE" in lines else ""
    return int(text) if text.isdigit() and len(text) < 10 else 0


def _person(line: Line) -> Person:
    address = line.value.strip()[:320]
    address = address[7:] if address.lower().startswith("mailto:") else address
    name = " ".join(line.parameters.get("CN", "").split())[:160]
    return Person(address, name, line.parameters.get("PARTSTAT", "").upper()[:20])
