"""Write hours as a calendar any agenda opens (RFC 5545): escaped, folded at 75 bytes, in UTC."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_FOLD = 75


@dataclass(frozen=True)
class Hour:
    """One entry: `key` is the same for the same thing in every file."""

    key: str
    title: str
    begins_at: datetime
    ends_at: datetime
    where: str = ""
    is_cancelled: bool = False


def calendar(hours: Iterable[Hour], *, host: str, at: datetime) -> Iterator[bytes]:
    """The whole file, entry by entry. host: makes the keys unlike those of any other place."""
    yield _lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parvis//Parvis//FR", "CALSCALE:GREGORIAN")
    for hour in hours:
        yield _lines(
            "BEGIN:VEVENT",
            f"UID:{_text(hour.key)}@{host}",
            f"DTSTAMP:{_moment(at)}",
            f"DTSTART:{_moment(hour.begins_at)}",
            f"DTEND:{_moment(hour.ends_at)}",
            f"SUMMARY:{_text(hour.title)}",
            *([f"LOCATION:{_text(hour.where)}"] if hour.where else []),
            f"STATUS:{'CANCELLED' if hour.is_cancelled else 'CONFIRMED'}",
            "END:VEVENT",
        )
    yield _lines("END:VCALENDAR")


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(" ".join(line.split()) for line in escaped.splitlines())


def _lines(*lines: str) -> bytes:
    return b"".join(_folded(line) for line in lines)


def _folded(line: str) -> bytes:
    """No line over 75 bytes, none cut inside a letter."""
    parts, room = [b""], _FOLD
    for letter in line:
        encoded = letter.encode()
        if len(parts[-1]) + len(encoded) > room:
            parts.append(b"")
            room = _FOLD - 1  # the space that says « goes on »
        parts[-1] += encoded
    return b"\r\n ".join(parts) + b"\r\n"
