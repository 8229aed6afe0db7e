"""Who sits with whom at a meeting, for any page: the room, the wall, a telephone, a sheet of paper.

Who sits where now is what `Arrival.table` says; the other rounds are in their seats.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from parvis.kit.gathered import Gathered
from parvis.kit.joined import joined, rows_of
from parvis.meetings.models import Arrival, Meeting
from parvis.tables.models import Arrangement, Composition, Round, Seat
from parvis.tables.naming import names_of
from parvis.tables.relaxing import asides
from parvis.tables.saying import Asked, asked_words, sentence, unmet_words

READY = Composition.State.READY
Seats = dict[int, dict[str, list[int]]]
Mixes = dict[int, dict[str, Any]]


@dataclass(frozen=True)
class Someone:
    """A person of the room. key: of their arrival; people: with companions."""

    key: int
    name: str
    people: int = 1
    member: int | None = None
    is_host: bool = False


@dataclass(frozen=True)
class SeatedTable:
    """words: why this table, in the reader's language, after its name: « trois générations »."""

    name: str
    people: tuple[Someone, ...]
    words: str = ""

    @property
    def size(self) -> int:
        return sum(one.people for one in self.people)


@dataclass(frozen=True)
class Turn:
    """A round as pages show it. begins_at, ends_at: of its timer, or None."""

    number: int
    question: str
    minutes: int | None
    begins_at: datetime | None
    ends_at: datetime | None
    is_present: bool
    is_past: bool
    tables: tuple[SeatedTable, ...]
    unmet: tuple[str, ...] = ()  # what could not be kept, in words


@dataclass(frozen=True)
class TooMuch:
    """All that was asked for cannot hold. least: the fewest to leave aside; others: what would do instead;
    larger: seats of a table large enough for those who came together, or 0."""

    least: tuple[Asked, ...]
    others: tuple[Asked, ...]
    larger: int = 0


@dataclass(frozen=True)
class Evening:
    """state: "none", "waiting", "ready" or "failed", with words for the last three; version grows."""

    state: str
    words: str
    seats: int
    version: int
    present: int
    rounds: tuple[Turn, ...]
    unseated: tuple[Someone, ...]  # here, and not at a table in the present round
    here: int  # people in the room, companions too
    too_much: TooMuch | None = None

    @property
    def now(self) -> Turn | None:
        """The round people sit in."""
        return next((turn for turn in self.rounds if turn.is_present), None)


def evening_of(meeting: Meeting) -> Evening:
    """Everything at once, in three queries."""
    composition, rounds = _composed(meeting)
    arrived = list(arrived_at(meeting))
    is_begun = composition is not None and (composition.present or composition.state != READY)
    if composition is None or not is_begun:
        unseated = _people(arrived, names_of(arrived), set())
        seats, version = (composition.seats, composition.version) if composition else (4, 0)
        return Evening("none", "", seats, version, 0, (), unseated, _count(arrived))
    hosts = set(composition.hosts or ())  # type: ignore[attr-defined]
    everyone = {one.key: one for one in _people(arrived, names_of(arrived), hosts)}
    seated, mixes = _seated(composition, arrived)
    turns = tuple(_turn(composition, one, seated, mixes[one.number], everyone) for one in rounds)
    placed = {pk for pks in seated[composition.present].values() for pk in pks}
    unseated = tuple(one for key, one in everyone.items() if key not in placed)
    words = words_of_state(composition, _count(arrived))
    return Evening(
        composition.state, words, composition.seats, composition.version, composition.present, turns,
        unseated, _count(arrived), _too_much(composition.too_much, everyone),
    )  # fmt: skip


def _composed(meeting: Meeting) -> tuple[Composition | None, list[Round]]:
    """With its rounds in order, and who hosts a table; one query."""
    hosting = Arrangement.objects.filter(composition=OuterRef("pk"), kind=Arrangement.Kind.HOST)
    hosts = hosting.values("composition").annotate(all=Gathered("one")).values("all")
    known = Composition.objects.filter(meeting=meeting).annotate(hosts=Subquery(hosts))
    rows = list(joined(known, "rounds"))
    rounds = sorted(rows_of(rows, "rounds"), key=lambda one: one.number)
    return (rows[0] if rows else None), rounds


def _too_much(known: dict[str, Any], everyone: dict[int, Someone]) -> TooMuch | None:
    names = {key: someone.name for key, someone in everyone.items()}
    said = [asked_words(one, number, names) for number, one in enumerate(asides(known), 1)]
    least = len(known.get("least", []))
    found = TooMuch(
        tuple(one for one in said[:least] if one), tuple(one for one in said[least:] if one),
        known.get("larger", 0),
    )  # fmt: skip
    return found if found.least or found.larger else None


@dataclass(frozen=True)
class Start:
    """What the page of arrivals needs to begin with tables: no name, no seat."""

    state: str
    seats: int
    version: int
    present: int


def start_of(meeting: Meeting) -> Start:
    """How far the tables of this meeting are, in one query."""
    found = Composition.objects.filter(meeting=meeting).first()
    return Start(found.state, found.seats, found.version, found.present) if found else Start("none", 4, 0, 0)


def arrived_at(meeting: Meeting) -> Iterable[Arrival]:
    """Who is in the room, those who left early left out."""
    here = meeting.arrivals.filter(departure=None)
    return here.select_related("member__pen_name").order_by("pk")


def words_of_state(composition: Composition, people: int) -> str:
    """How far the composing is."""
    if composition.state == Composition.State.WAITING:
        return _("The tables are being composed for %(n)s people. A few seconds.") % {"n": people}
    if composition.state == Composition.State.FAILED:
        return _("The tables could not be composed. Nobody has moved. Try again.")
    return _("The tables are ready.")


def in_order(names: Iterable[str]) -> list[str]:
    """Names of tables: 2 before 10, words after numbers."""
    return sorted(
        names, key=lambda name: (int(name), "") if re.fullmatch(r"[0-9]+", name) else (10**12, name)
    )


def _seated(composition: Composition, arrived: Iterable[Arrival]) -> tuple[Seats, Mixes]:
    """Round → table → arrivals: the present one from the room itself, under 0 as it was written.

    And round → table → what it mixes, of those where somebody was seated.
    """
    found: Seats = defaultdict(lambda: defaultdict(list))
    mixes: Mixes = defaultdict(dict)
    rows = Seat.objects.filter(round__composition=composition).order_by("pk")
    for number, name, key, mix in rows.values_list(
        "round__number", "table__name", "arrival_id", "table__mix"
    ):
        found[0 if number == composition.present else number][name].append(key)
        mixes[number][name] = mix
    for arrival in arrived:
        if arrival.table and composition.present:
            found[composition.present][arrival.table].append(arrival.pk)
    return found, mixes


def _turn(
    composition: Composition,
    one: Round,
    seated: Seats,
    mixes: dict[str, Any],
    everyone: dict[int, Someone],
) -> Turn:
    is_present = one.number == composition.present
    here, written = seated[one.number], seated[0 if is_present else one.number]
    tables = [
        SeatedTable(
            name,
            tuple(everyone[key] for key in here[name] if key in everyone),
            # Somebody was placed by hand since: what was said of the table may not be true any more.
            sentence(mixes.get(name)) if set(here[name]) == set(written[name]) else "",
        )
        for name in in_order(here)
    ]
    return Turn(
        one.number, one.question, one.minutes, one.begins_at, one.ends_at, is_present,
        one.number < composition.present, tuple(table for table in tables if table.people),
        tuple(unmet_words(one.unmet, {key: someone.name for key, someone in everyone.items()})),
    )  # fmt: skip


def _people(arrived: list[Arrival], names: dict[int, str], hosts: set[int]) -> tuple[Someone, ...]:
    return tuple(
        Someone(one.pk, names[one.pk], one.people, one.member_id, one.pk in hosts) for one in arrived
    )


def _count(arrived: Iterable[Arrival]) -> int:
    return sum(arrival.people for arrival in arrived)
