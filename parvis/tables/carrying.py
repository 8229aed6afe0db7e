"""What the telephone of whoever welcomes takes along: numbers for the engine, rounds ahead, nobody's answers.

Everyone here and everyone expected, each by what stays of them in any list: « r12 », a registration, or
« tK3… », the first tap of a newcomer. What a meeting of two people would cost is one number; what they
declared is not in it. Pairs to keep apart stand among others that chance adds, the same ones for ever: a wish
cannot be read there.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

import numpy as np
from django.conf import settings

from parvis.chronicle.acquaintance import met_before
from parvis.kit.freshness import cached
from parvis.meetings.models import Arrival, Meeting
from parvis.meetings.tapping import newcomer_key, said_in
from parvis.members.models import Guardian, Member
from parvis.mixing import Guests, Rules
from parvis.mixing.carrying import carry
from parvis.mixing.plans import Plan
from parvis.tables.declared import CARE, declared_by
from parvis.tables.models import Arrangement, Composition, Seat
from parvis.tables.reading import in_order
from parvis.tables.wishing import apart_among

MOST = 150  # people; for more, only the rounds are taken along
_ONE_IN = 12  # pairs that chance adds
_READ = frozenset({
    "meetings_arrival", "meetings_tap", "meetings_registration", "meetings_meeting", "members_member",
    "members_role", "members_guardian", "chronicle_presence", "chronicle_encounter", "tables_composition",
    "tables_arrangement", "tables_round", "tables_table", "tables_seat", "tables_departure",
    "tables_portrait", "tables_silentwish",
})  # fmt: skip


@dataclass(frozen=True)
class _Known:
    """One line of the room. arrival: 0 while they are expected; table: where they sit now."""

    id: str
    people: int
    member: Member | None
    arrival: int = 0
    table: str = ""


def carried(meeting: Meeting, now: datetime) -> dict[str, Any]:
    """The evening as the telephone goes on with it; remembered while nothing of it changes."""
    return cached(("tables.carried", meeting.pk), lambda: _look(meeting, now), tables=_READ)


def _look(meeting: Meeting, now: datetime) -> dict[str, Any]:
    composition = Composition.objects.filter(meeting=meeting).first()
    lines = _lines(meeting)
    found: dict[str, Any] = {"evening": _evening(composition, lines)}
    if sum(line.people for line in lines) > MOST:
        lines = []
    persons = [line for line in lines for _ in range(line.people)]
    if persons:
        found["plan"] = _plan(meeting, composition, lines, persons, now)
    return found | {"persons": [line.id for line in persons]}


def _lines(meeting: Meeting) -> list[_Known]:
    arrived = list(meeting.arrivals.filter(departure=None).select_related("member").order_by("pk"))
    known = {one.member_id for one in arrived if one.member_id}
    live = _first_taps(meeting)
    here = [_Known(_id(one, live), max(one.people, 1), one.member, one.pk, one.table) for one in arrived]
    seated = meeting.registrations.seated().exclude(member__in=known).select_related("member")
    expected = [_Known(f"r{row.pk}", max(row.party, 1), row.member) for row in seated.order_by("pk")]
    return here + expected


def _id(arrival: Arrival, live: dict[object, str]) -> str:
    if arrival.registration_id:
        return f"r{arrival.registration_id}"
    return f"t{live.get(arrival.member_id or arrival.once_key, '')}"


def _first_taps(meeting: Meeting) -> dict[object, str]:
    """The member, or the marks of a newcomer → the first tap that holds them here."""
    first: dict[object, str] = {}
    for presence in said_in(meeting.taps.all()):
        if presence.live:
            marks = [newcomer_key(meeting, key) for key in presence.keys]
            first |= dict.fromkeys([presence.person] if presence.person else marks, presence.live[0])
    return first


def _plan(
    meeting: Meeting, composition: Composition | None, lines: list[_Known], persons: list[_Known],
    now: datetime,
) -> dict[str, Any]:  # fmt: skip
    first = {line.id: number for number, line in reversed(list(enumerate(persons)))}
    members = [line.member if first[line.id] == number else None for number, line in enumerate(persons)]
    number_of = {member.pk: number for number, member in enumerate(members) if member}
    declared = declared_by(members, now)
    met = np.zeros((len(persons),) * 2)
    known = list(number_of.values())
    met[np.ix_(known, known)] = met_before(list(number_of), at=now, leaving_out=meeting)
    blocks = [[n for n, line in enumerate(persons) if line is one] for one in lines if one.people > 1]
    said = _said(composition, {line.arrival: first[line.id] for line in lines})
    apart = [(number_of[one], number_of[other]) for one, other in apart_among(number_of)]
    rules = Rules(
        together=[*blocks, *_children(number_of), *said[Arrangement.Kind.TOGETHER]],
        apart=[*apart, *((one, other) for one, other in said[Arrangement.Kind.APART])],
        facilitators=[pair[0] for pair in said[Arrangement.Kind.HOST]],
        accessible=range(composition.easy_tables if composition else 0), needing=declared.easy,
        speaks=declared.speaks, care=CARE,
    )  # fmt: skip
    nobody = np.full((1, len(persons)), -1, dtype=np.int32)
    plan = Plan(nobody, Guests(len(persons), declared.traits, met), rules, 1, seed=meeting.pk)
    return carry(plan, _by_chance(number_of))


def _children(number_of: dict[int, int]) -> list[list[int]]:
    """Who is under fifteen stays with their parent."""
    rows = Guardian.objects.filter(child__in=number_of, parent__in=number_of).values_list("child", "parent")
    return [[number_of[child], number_of[parent]] for child, parent in rows if parent]


def _said(composition: Composition | None, first: dict[int, int]) -> dict[str, list[list[int]]]:
    """What the animator said for this evening, by kind."""
    found: dict[str, list[list[int]]] = {kind: [] for kind in Arrangement.Kind.values}
    rows = composition.arrangements.order_by("pk") if composition else Arrangement.objects.none()
    for kind, *two in rows.values_list("kind", "one", "other"):
        numbers = [first[pk] for pk in two if pk in first]
        if len(numbers) == (1 if kind == Arrangement.Kind.HOST else 2):
            found[kind].append(numbers)
    return found


def _by_chance(number_of: dict[int, int]) -> Iterable[tuple[int, int]]:
    """Pairs that mean nothing: always the same ones, so that nothing is learnt by looking twice."""
    key = settings.SECRET_KEY.encode()
    for one, other in combinations(sorted(number_of), 2):
        if hmac.new(key, f"tables.chance {one} {other}".encode(), "sha256").digest()[0] % _ONE_IN == 0:
            yield number_of[one], number_of[other]


def _evening(composition: Composition | None, lines: list[_Known]) -> dict[str, Any]:
    """Where everyone sits in each round, by number of the table's name; the present one as the room is."""
    if composition is None:
        return {"present": 0, "seats": 4, "names": [], "rounds": []}
    ids = {line.arrival: line.id for line in lines}
    rows = Seat.objects.filter(round__composition=composition, arrival__in=ids)
    rows = rows.exclude(round__number=composition.present)
    seats = list(rows.values_list("round__number", "table__name", "arrival_id"))
    if composition.present:
        seats += [(composition.present, line.table, line.arrival) for line in lines if line.table]
    names = in_order({name for _number, name, _pk in seats})
    last = max((number for number, _name, _pk in seats), default=0)
    places: list[dict[str, int]] = [{} for _ in range(max(last, composition.present))]
    for number, name, pk in seats:
        places[number - 1][ids[pk]] = names.index(name)
    return {"present": composition.present, "seats": composition.seats, "names": names, "rounds": places}
