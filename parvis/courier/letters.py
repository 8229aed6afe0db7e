"""Letters: gathered for the day of the post, one envelope an address, unless they cannot wait until then."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from zoneinfo import ZoneInfo

from parvis.courier.in_time import POST_TAKES, is_in_time
from parvis.courier.letterhead import letterhead
from parvis.courier.models import Dispatch

MOST_LINES = 4  # of an address, under the names: the window shows no more
_POSTCODE = re.compile(r"\s+(?=[0-9]{5}\s)")


class When(Enum):
    """When a letter leaves."""

    TODAY = "today"  # its day has come, or it cannot wait for it
    ON_THE_DAY = "on the day"
    TOO_LATE = "too late"  # the post would bring it when all is over


@dataclass(frozen=True)
class Envelope:
    """What goes to one address: both names when two live there."""

    address: str
    names: list[str]
    letters: list[Dispatch]


def when_to_post(row: Dispatch, *, last_on: date, next_on: date, now: datetime) -> When:
    """last_on, next_on: the day of the post that was (today, perhaps), and the one after it."""
    if not is_in_time(row, now):
        return When.TOO_LATE
    tz = ZoneInfo(letterhead().time_zone)
    if row.written_at.astimezone(tz).date() <= last_on:
        return When.TODAY
    leaves_at = datetime.combine(next_on, time(12), tz)
    cannot_wait = row.needed_by_at is not None and leaves_at + POST_TAKES > row.needed_by_at
    return When.TODAY if cannot_wait else When.ON_THE_DAY


def envelopes(rows: Iterable[Dispatch]) -> list[Envelope]:
    """One an address, in the order of the first letter to each; two names at one address share it."""
    found: dict[str, Envelope] = {}
    for row in rows:
        key = " ".join(row.address.casefold().replace(",", " ").split())
        envelope = found.setdefault(key, Envelope(row.address, [], []))
        envelope.letters.append(row)
        if row.name and row.name not in envelope.names:
            envelope.names.append(row.name)
    return list(found.values())


def address_lines(address: str) -> list[str]:
    """« 4 rue du Canal, 33000 Vieux-Pont » as the lines of an envelope: four at most."""
    parts = [part.strip() for line in address.splitlines() for part in line.split(",")]
    lines = [line for part in parts if part for line in _POSTCODE.split(part)]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 2], ", ".join(lines[MOST_LINES - 2 : -1]), lines[-1]]
    return lines
