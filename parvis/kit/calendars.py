"""Write entries as a calendar any agenda opens (RFC 5545, 5546, 7986): feeds, files, messages.

    b"".join(calendar([Entry(uid="12@here", title="Café", begins=…, ends=…, written_at=…)], zone=zone))

Lines end with CRLF and are folded at 75 bytes, never inside a letter. What people wrote stays inside its
line. An hour is written in `zone` with the VTIMEZONE of the years used; in UTC where its local time would
say two things (the hour lived twice in October) or the year is one no calendar program knows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from parvis.kit.time_zones import vtimezone

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
KIND = "text/calendar; charset=utf-8"

_FOLD = 75
_KNOWN_YEARS = range(1971, 2200)
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_OUTSIDE_URI = re.compile('[\\s\x00-\x1f\x7f-\x9f\ud800-\udfff<>"]')


@dataclass(frozen=True)
class Person:
    """Somebody an entry names: only in a message sent to them, never in a feed."""

    address: str  # of mail
    name: str = ""
    answer: str = "NEEDS-ACTION"  # ACCEPTED, DECLINED, TENTATIVE
    role: str = "REQ-PARTICIPANT"
    is_asked: bool = True  # RSVP


@dataclass(frozen=True)
class Entry:
    """One thing of a calendar. begins, ends: aware moments, or days (`ends` is the day after the last)."""

    uid: str  # the same for the same thing, for ever
    title: str
    begins: datetime | date
    ends: datetime | date
    written_at: datetime  # DTSTAMP: in a feed, when it last changed
    sequence: int = 0
    status: str = CONFIRMED
    where: str = ""
    coordinates: tuple[float, float] | None = None  # latitude, longitude
    description: str = ""
    url: str = ""  # whole address of its page
    meeting_link: str = ""  # to take part at a distance
    contact: str = ""
    categories: Sequence[str] = ()
    changed_at: datetime | None = None
    organizer: Person | None = None
    attendees: Sequence[Person] = ()


def calendar(
    entries: Iterable[Entry],
    *,
    zone: ZoneInfo | None = None,
    method: str = "",
    name: str = "",
    about: str = "",
    source: str = "",
    refresh: timedelta | None = None,
) -> Iterator[bytes]:
    """The whole file, entry by entry. Without zone: in UTC, entries taken one at a time however many.

    method: for messages (REQUEST, CANCEL…). name, about: of the calendar. source: its own address.
    refresh: how often programs may ask for it again.
    """
    yield _lines(*_head(zone, method, name, about, source, refresh))
    if zone is not None:
        entries = list(entries)
        yield _lines(*_zone_lines(zone, entries))
    for entry in entries:
        yield entry_lines(entry, zone)
    yield b"END:VCALENDAR\r\n"


def entry_lines(entry: Entry, zone: ZoneInfo | None) -> bytes:
    """One VEVENT, folded."""
    written = _utc(entry.written_at)
    changed = written if entry.changed_at is entry.written_at else entry.changed_at and _utc(entry.changed_at)
    return _lines(
        "BEGIN:VEVENT",
        f"UID:{_text(entry.uid)}",
        f"DTSTAMP:{written}",
        f"SEQUENCE:{entry.sequence}",
        *_span(entry, zone),
        f"SUMMARY:{_text(entry.title)}",
        f"STATUS:{entry.status}",
        *_place(entry),
        *([f"DESCRIPTION:{_text(entry.description)}"] if entry.description else []),
        *([f"URL:{_uri(entry.url)}"] if entry.url else []),
        *([f"CATEGORIES:{','.join(map(_text, entry.categories))}"] if entry.categories else []),
        *([f"LAST-MODIFIED:{changed}"] if changed else []),
        *(["TRANSP:TRANSPARENT"] if entry.status == CANCELLED else []),
        *([f"ORGANIZER{_called(entry.organizer)}"] if entry.organizer else []),
        *(f"ATTENDEE{_asked(person)}{_called(person)}" for person in entry.attendees),
        "END:VEVENT",
    )


def _head(
    zone: ZoneInfo | None, method: str, name: str, about: str, source: str, refresh: timedelta | None
) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parvis//Parvis//FR", "CALSCALE:GREGORIAN")
    if method:
        yield f"METHOD:{method}"
    if name:
        yield f"NAME:{_text(name)}"
        yield f"X-WR-CALNAME:{_text(name)}"
    if about:
        yield f"DESCRIPTION:{_text(about)}"
        yield f"X-WR-CALDESC:{_text(about)}"
    if source:
        yield f"SOURCE;VALUE=URI:{_uri(source)}"
    if zone is not None:
        yield f"X-WR-TIMEZONE:{zone.key}"
    if refresh is not None:
        yield f"REFRESH-INTERVAL;VALUE=DURATION:PT{int(refresh.total_seconds() // 60)}M"
        yield f"X-PUBLISHED-TTL:PT{int(refresh.total_seconds() // 60)}M"


def _zone_lines(zone: ZoneInfo, entries: Sequence[Entry]) -> Sequence[str]:
    """The VTIMEZONE of the years in which entries are written in local time; nothing when there are none."""
    moments = (moment for entry in entries for moment in (entry.begins, entry.ends))
    years = {
        moment.year for moment in moments if isinstance(moment, datetime) and moment.year in _KNOWN_YEARS
    }
    return vtimezone(zone, min(years) - 1, max(years) + 1) if years else ()


def _span(entry: Entry, zone: ZoneInfo | None) -> tuple[str, str]:
    begins, ends = entry.begins, entry.ends
    if not isinstance(begins, datetime) or not isinstance(ends, datetime):
        return f"DTSTART;VALUE=DATE:{_day(begins)}", f"DTEND;VALUE=DATE:{_day(ends)}"
    if zone is not None and begins.year in _KNOWN_YEARS and ends.year in _KNOWN_YEARS:
        first, last = begins.astimezone(zone), ends.astimezone(zone)
        if not first.fold and not last.fold:
            return f"DTSTART;TZID={zone.key}:{_local(first)}", f"DTEND;TZID={zone.key}:{_local(last)}"
    return f"DTSTART:{_utc(begins)}", f"DTEND:{_utc(ends)}"


def _place(entry: Entry) -> Iterator[str]:
    if entry.where:
        yield f"LOCATION:{_text(entry.where)}"
    if entry.coordinates:
        yield f"GEO:{entry.coordinates[0]:.6f};{entry.coordinates[1]:.6f}"
    if entry.contact:
        yield f"CONTACT:{_text(entry.contact)}"
    if entry.meeting_link:
        yield f"CONFERENCE;VALUE=URI;FEATURE=VIDEO:{_uri(entry.meeting_link)}"


def _called(person: Person) -> str:
    name = f';CN="{_parameter(person.name)}"' if person.name else ""
    return f"{name}:mailto:{_uri(person.address)}"


def _asked(person: Person) -> str:
    asked = "TRUE" if person.is_asked else "FALSE"
    return f";CUTYPE=INDIVIDUAL;ROLE={person.role};PARTSTAT={person.answer};RSVP={asked}"


def _day(on: date) -> str:
    return f"{on.year:04}{on.month:02}{on.day:02}"


def _local(moment: datetime) -> str:
    return moment.isoformat()[:19].replace("-", "").replace(":", "")


def _utc(moment: datetime) -> str:
    """An instant; at both ends of time, the last one that can be written."""
    try:
        return f"{_local(moment.astimezone(UTC))}Z"
    except OverflowError:
        return f"{_local(moment)}Z"


def _text(words: str) -> str:
    """A TEXT value: what people wrote, unable to leave its line."""
    if not words.replace("\n", "").isprintable() and _ODD.search(words):
        words = _CONTROLS.sub("", _BREAKS.sub("\n", words).replace("\t", " "))
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _uri(address: str) -> str:
    return _OUTSIDE_URI.sub("", address)


def _parameter(words: str) -> str:
    """The inside of a quoted parameter: it has no escapes, so quotes become an apostrophe."""
    return _CONTROLS.sub(" ", words).replace("\n", " ").replace('"', "’")


def _lines(*lines: str) -> bytes:
    folded = [line if len(line) <= _FOLD and line.isascii() else _folded(line) for line in lines]
    return ("\r\n".join(folded) + "\r\n").encode()


def _folded(line: str) -> str:
    """No line over 75 bytes, none cut inside a letter."""
    data = line.encode()
    if len(data) <= _FOLD:
        return line
    parts, start, end = [], 0, _FOLD
    while end < len(data):
        while data[end] & 0xC0 == 0x80:  # inside a letter
            end -= 1
        parts.append(data[start:end])
        start, end = end, end + _FOLD - 1  # the space that says « goes on »
    parts.append(data[start:])
    return b"\r\n ".join(parts).decode()
