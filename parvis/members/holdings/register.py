"""The register of personal data. Areas write what they hold into it in `apps.ready()`.

    register(Holding("meetings.arrivals", words=_("…"), columns=("meetings.Arrival.member",), …))

A test walks every table: a column that points at a person and is in no holding stops the build.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage
from django.utils.functional import Promise

from parvis.kit.calendars import Entry
from parvis.members.models import Member, Texts

Words = str | Promise
Row = Mapping[str, Any]  # a key of `Holding.fields` → text, number, day, moment, yes or no, None


@dataclass(frozen=True)
class Going:
    """Somebody who is being erased: who, at what hour, what becomes of what they shared.

    is_silent: an older archive has just been restored, and nobody may be told anything.
    """

    member: Member
    at: datetime
    texts: str = Texts.GONE
    is_silent: bool = False


@dataclass(frozen=True)
class KeptFile:
    """A file of a person: its name in the export, where it is stored."""

    name: str
    storage: Storage
    path: str
    words: str = ""  # what one sees in it


@dataclass(frozen=True)
class Rule:
    """How long something stays when nobody asks: applied by a job, some rows at a time.

    words: « les réponses aux questions » ; kept: counted from `since` (« après la rencontre »).
    apply: erase at most `most` rows older than `before`, tell how many; the same call again does the rest.
    """

    name: str  # "meetings.answers"
    words: Words
    since: Words
    kept: timedelta
    apply: Callable[[datetime, int], int]  # (before, most) → how many rows it dealt with

    def before(self, now: datetime) -> datetime:
        """What is older than this goes."""
        return now - self.kept


def _nothing(member: Member) -> Iterable[Row]:
    return ()


def _no_file(member: Member) -> Iterable[KeptFile]:
    return ()


def _no_entry(member: Member) -> Iterable[Entry]:
    return ()


@dataclass(frozen=True)
class Holding:
    """One kind of thing kept about people.

    columns: "meetings.Registration.member": every column it answers for. fields: what an exported row
    says, key → words of its heading. export(member) → rows with these keys, in a fixed number of queries.
    erase(going): make it gone; safe to run again after a crash, in its own transaction.
    """

    name: str  # "meetings.registrations"
    words: Words  # what is kept
    why: Words
    kept_for: Words
    seen_by: Words
    columns: tuple[str, ...]
    erase: Callable[[Going], None]
    fields: Mapping[str, Words] = field(default_factory=dict)
    export: Callable[[Member], Iterable[Row]] = _nothing
    # What a correspondent who prints it for them may read; None: nothing, only the person's own eyes.
    export_to: Callable[[Member, Member], Iterable[Row]] | None = None
    files: Callable[[Member], Iterable[KeptFile]] = _no_file
    calendar: Callable[[Member], Iterable[Entry]] = _no_entry
    roles: tuple[str, ...] = ()  # kinds of `Role` whose holders may see it: the page names them
    rules: tuple[Rule, ...] = ()

    @property
    def area(self) -> str:
        return self.name.partition(".")[0]


_holdings: dict[str, Holding] = {}
_nobody: dict[str, str] = {}


def register(*known: Holding) -> None:
    """Write down what an area holds about people. ValueError when a name is taken."""
    for holding in known:
        if holding.name in _holdings:
            raise ValueError(f"{holding.name}: registered twice")
        _holdings[holding.name] = holding


def holds_nobody(*tables: str, why: str) -> None:
    """Say that these tables ("kit.Schedule"), or columns that look like a person's, hold nobody; and why."""
    _nobody.update(dict.fromkeys(tables, why))


def holdings() -> list[Holding]:
    """All of them, members first: the order of the page and of the export."""
    return sorted(_holdings.values(), key=lambda holding: (holding.area != "members", _stair(holding.area)))


def in_order_of_erasure() -> list[Holding]:
    """From the top of the stairs down; members last and backwards: names and addresses, by which the others
    find what is theirs, go at the very end."""
    others = [holding for holding in _holdings.values() if holding.area != "members"]
    ours = [holding for holding in _holdings.values() if holding.area == "members"]
    return [*sorted(others, key=lambda holding: _stair(holding.area)), *reversed(ours)]


def _stair(area: str) -> int:
    return settings.AREAS.index(area) if area in settings.AREAS else -1


def rules() -> list[Rule]:
    """Every rule of retention, in the order of the holdings."""
    return [rule for holding in holdings() for rule in holding.rules]


def tables_without_people() -> Mapping[str, str]:
    """Tables and columns declared to hold nobody, with the reason."""
    return _nobody
