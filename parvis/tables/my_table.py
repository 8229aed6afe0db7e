"""« Vous êtes à la table 3, avec Odile, Samir et Léa »: for whoever came, on any page that is theirs."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from parvis.community.switches import is_on
from parvis.meetings.during import Piece
from parvis.meetings.models import Registration
from parvis.meetings.passes import pass_of
from parvis.meetings.welcoming import DOORS_OPEN
from parvis.tables.reading import Evening, Turn
from parvis.tables.walls import wall_of


@dataclass(frozen=True)
class MyTable:
    """table: empty while they have none. words: one sentence. mark: another one when something changes."""

    table: str
    words: str
    turn: Turn
    rounds: int
    token: str
    now: datetime

    @property
    def mark(self) -> str:
        said = f"{self.words} {self.turn.number} {self.turn.question} {self.turn.ends_at}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def my_table(registration: Registration, now: datetime) -> MyTable | None:
    """Where this person sits now; None when they have not come, or nobody is seated (any more)."""
    meeting = registration.meeting
    if not is_on("tables") or not meeting.begins_at - DOORS_OPEN <= now <= meeting.ends_at + DOORS_OPEN:
        return None
    evening = wall_of(meeting).evening
    turn = evening.now
    if turn is None or registration.member_id not in _members(evening):
        return None
    table, beside = _place(turn, registration.member_id)
    words = _words(table, beside)
    return MyTable(table, words, turn, len(evening.rounds), pass_of(registration), now)


def piece(registration: Registration, now: datetime) -> Piece | None:
    """The same, for the pages of the meeting."""
    mine = my_table(registration, now)
    return Piece("tables/my_table/_piece.html", mine, "tables/my-table.js", is_now=True) if mine else None


def listed(names: Sequence[str]) -> str:
    """« Odile, Samir et Léa »."""
    *first, last = names
    return _("%(names)s and %(last)s") % {"names": ", ".join(first), "last": last} if first else last


def _members(evening: Evening) -> set[int | None]:
    seated = [one for table in (evening.now.tables if evening.now else ()) for one in table.people]
    return {one.member for one in [*seated, *evening.unseated]}


def _place(turn: Turn, member: int) -> tuple[str, list[str]]:
    for table in turn.tables:
        if any(one.member == member for one in table.people):
            return table.name, [one.name for one in table.people if one.member != member]
    return "", []


def _words(table: str, beside: Sequence[str]) -> str:
    if not table:
        return _("You have no table yet. Whoever welcomes will show you one.")
    if not beside:
        return _("You are at table %(table)s. Others join you soon.") % {"table": table}
    said = _("You are at table %(table)s, with %(names)s.") % {"table": table, "names": listed(beside)}
    return f"{said.rstrip('.')}."  # « avec Léa M. » ends the sentence by itself
