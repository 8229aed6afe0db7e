"""The wall of a meeting: its tables in large letters, for a projector that has no account.

« mur/12-k7qm3xfa »: the meeting and eight letters nobody can guess, short enough to be typed. They open the
wall only, until twelve hours after the meeting, and change with its day.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import get_language

from parvis.kit.freshness import cached
from parvis.meetings.models import Meeting
from parvis.tables.reading import Evening, SeatedTable, evening_of

LASTS = timedelta(hours=12)  # after the meeting
A_PAGE = 15  # tables read at once
_ROOM, _A_NAME, _A_TITLE = 80, 1.3, 3.2  # hundredths of the height; lines
_WIDEST = {2: 11, 3: 8, 4: 6, 5: 5}  # letters for which a long first name holds in its column
_SMALLEST = 3
_CODE = re.compile(r"([0-9]{1,15})-([a-z2-7]{8})")
_READ = frozenset({
    "tables_composition", "tables_round", "tables_table", "tables_seat", "tables_departure",
    "tables_arrangement", "meetings_arrival", "members_member", "members_penname",
})  # fmt: skip


@dataclass(frozen=True)
class Wall:
    """An evening as the wall shows it. mark: another one when something changes; columns: of tables;
    letters: how tall, in half hundredths of the screen."""

    evening: Evening
    pages: tuple[tuple[SeatedTable, ...], ...]
    columns: int
    letters: int
    mark: str


def code_of(meeting: Meeting) -> str:
    """What opens the wall of this meeting: « 12-k7qm3xfa »."""
    return f"{meeting.pk}-{_letters(meeting)}"


def meeting_behind(code: str, now: datetime) -> Meeting | None:
    """The meeting whose wall this opens; None for any other code, and once the evening is long over."""
    said = _CODE.fullmatch(code.lower())
    meeting = Meeting.objects.filter(pk=int(said[1]), cancellation=None).first() if said else None
    if said is None or meeting is None or now > meeting.ends_at + LASTS:
        return None
    return meeting if hmac.compare_digest(_letters(meeting), said[2]) else None


def wall_of(meeting: Meeting) -> Wall:
    """Remembered until somebody comes, goes or moves: many screens ask, every few seconds."""
    return cached(("tables.wall", meeting.pk, get_language()), lambda: _look(meeting), tables=_READ)


def _look(meeting: Meeting) -> Wall:
    evening = evening_of(meeting)
    tables = evening.now.tables if evening.now else ()
    pages = tuple(tables[start : start + A_PAGE] for start in range(0, len(tables), A_PAGE))
    mark = hashlib.sha256(repr(evening).encode()).hexdigest()[:16]
    return Wall(evening, pages, *_laid_out(pages), mark)


def _laid_out(pages: tuple[tuple[SeatedTable, ...], ...]) -> tuple[int, int]:
    """How many columns, and how tall letters may be for the fullest table to hold, in half hundredths."""
    most = max(map(len, pages), default=1)
    columns = next((columns for columns in (2, 3, 4) if most <= 2 * columns), 4 if most <= 12 else 5)
    names = max((len(table.people) for tables in pages for table in tables), default=1)
    lines = -(-most // columns) * (_A_NAME * names + _A_TITLE)
    return columns, max(_SMALLEST, min(int(2 * _ROOM / lines), _WIDEST[columns]))


def _letters(meeting: Meeting) -> str:
    said = f"{meeting.pk} {meeting.ends_at.date().isoformat()}"
    key = hashlib.sha256(b"parvis tables wall" + settings.SECRET_KEY.encode()).digest()
    return base64.b32encode(hmac.new(key, said.encode(), "sha256").digest()[:5]).decode().lower()
