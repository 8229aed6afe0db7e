"""Someone changes tables, comes late, or leaves early: nobody else moves."""

from datetime import datetime

import numpy as np
from django.db import transaction

from parvis.meetings.models import Arrival, Meeting
from parvis.meetings.welcoming import come_back, go
from parvis.members.models import Member
from parvis.mixing import Guests, Rules
from parvis.mixing.plans import AWAY, Newcomer, Plan, seat
from parvis.mixing.traits import Traits
from parvis.tables.changes import note
from parvis.tables.composing import lived_seats, no_tables, want
from parvis.tables.guests import Gathered, gather
from parvis.tables.models import Change, Composition, Departure
from parvis.tables.reading import in_order
from parvis.tables.writing import keep_present, seated_in, sit, tables_of


@transaction.atomic
def move(*, arrival: Arrival, table: str, by: Member, at: datetime) -> str:
    """Someone sits at this table now; where they sat before. Raises NoTables."""
    composition = _under_way(arrival.meeting_id)
    arrival = Arrival.objects.get(pk=arrival.pk)
    before = arrival.table
    if before == table and not Departure.objects.filter(arrival=arrival).exists():
        return before
    note(
        composition, Change.Kind.MOVED, by=by, at=at, round_number=composition.present, about=arrival,
        from_table=before, to_table=table,
    )  # fmt: skip
    _is_back(arrival, by, at)
    sit(composition, {arrival.pk: table}, by, at)
    _say_again(composition, at)
    return before


@transaction.atomic
def take_a_seat(*, arrival: Arrival, by: Member, at: datetime) -> str:
    """Someone who comes late, or came back, is given a table, in the rounds ahead too; nobody seated moves.

    The table. Seated already: theirs. Raises NoTables.
    """
    composition = _under_way(arrival.meeting_id)
    arrival = Arrival.objects.get(pk=arrival.pk)
    if arrival.table and not Departure.objects.filter(arrival=arrival).exists():
        return arrival.table
    change = note(
        composition, Change.Kind.SEATED, by=by, at=at, round_number=composition.present, about=arrival
    )
    _is_back(arrival, by, at)
    gathered = gather(composition, at)
    for number, table in _places_for(composition, gathered, arrival.pk).items():
        if number == composition.present:
            sit(composition, {arrival.pk: table}, by, at)
            change.to_table = table
            change.save(update_fields=["to_table"])
        else:
            _add_seat(composition, number, table, arrival)
    _say_again(composition, at)
    return change.to_table


@transaction.atomic
def leave(*, arrival: Arrival, by: Member, at: datetime) -> None:
    """Someone goes before the end: their seat is empty; the rounds ahead are to be composed for who stays.

    Gone already: nothing happens. Raises NoTables.
    """
    composition = _under_way(arrival.meeting_id)
    arrival = Arrival.objects.get(pk=arrival.pk)
    if Departure.objects.filter(arrival=arrival).exists():
        return
    note(
        composition, Change.Kind.LEFT, by=by, at=at, round_number=composition.present, about=arrival,
        from_table=arrival.table,
    )  # fmt: skip
    Departure.objects.create(
        arrival=arrival, round_number=composition.present, table=arrival.table, by=by, at=at
    )
    go(arrival=arrival, by=by, at=at)
    _say_again(composition, at)
    if composition.wanted > composition.present and composition.state != Composition.State.WAITING:
        want(composition, composition.present + 1, by, at)
        composition.save()


def _is_back(arrival: Arrival, by: Member, at: datetime) -> None:
    gone, _kinds = Departure.objects.filter(arrival=arrival).delete()
    if gone:
        come_back(arrivals=[arrival], by=by, at=at)


def _under_way(meeting: int) -> Composition:
    """The composition, its meeting's row held, seats brought to what the room says."""
    locked = Meeting.objects.locked(meeting)
    composition = Composition.objects.filter(meeting=locked, present__gt=0).first()
    if composition is None:
        raise no_tables(locked)
    composition.meeting = locked
    keep_present(composition)
    return composition


def _say_again(composition: Composition, at: datetime) -> None:
    """After a change: seats follow the room, tables say anew what meets there, everyone may know."""
    keep_present(composition)
    gathered = gather(composition, at)
    plan, names = _plan(composition, gathered)
    _seated, mixes = tables_of(plan, composition.present - 1, gathered, names)
    for table in composition.rounds.get(number=composition.present).tables.all():
        if table.mix != mixes.get(table.name):
            table.mix = mixes.get(table.name, {})
            table.save(update_fields=["mix"])
    composition.version += 1
    composition.save(update_fields=["version"])


def _plan(composition: Composition, gathered: Gathered) -> tuple[Plan, list[str]]:
    """All rounds as they are written, and what their tables are called."""
    last = max(composition.rounds.values_list("number", flat=True), default=0)
    rows, names = lived_seats(composition, gathered, before=last + 1)
    seats = np.array(rows, dtype=np.int32).reshape(len(rows), gathered.guests.people)
    return Plan(seats, gathered.guests, gathered.rules, len(names)), names


def _places_for(composition: Composition, gathered: Gathered, pk: int) -> dict[int, str]:
    """Round → table for someone who is not seated in it, from the present round on."""
    plan, names = _plan(composition, gathered)
    newcomers = gathered.places_of([pk])
    found: dict[int, str] = {}
    for number in range(composition.present, len(plan.seats) + 1):
        used = sorted({int(table) for table in plan.seats[number - 1] if table != AWAY})
        table = _beside(plan, gathered, newcomers[0], number - 1)
        if table is None and used:
            table = used[_by_engine(plan, newcomers, number - 1, used, names)]
        found[number] = "1" if table is None else names[table]
    return found


def _beside(plan: Plan, gathered: Gathered, person: int, number: int) -> int | None:
    """The table of those they came with, when nobody is there from whom they must be kept away."""
    tied = {other for block in gathered.rules.together if person in block for other in block}
    shunned = {sum(pair) - person for pair in gathered.rules.apart if person in pair}
    tables = [int(plan.seats[number, other]) for other in sorted(tied) if plan.seats[number, other] != AWAY]
    return next((table for table in tables if not shunned & set(plan.at(number, table))), None)


def _by_engine(plan: Plan, newcomers: list[int], number: int, used: list[int], names: list[str]) -> int:
    """Which of the tables in use the engine chooses for the first of them in this round."""
    others = [person for person in range(plan.guests.people) if person not in newcomers]
    small = _without(plan, others, number, used, names)
    one, place = newcomers[0], {other: at for at, other in enumerate(others)}
    traits, met, rules = plan.guests.traits, plan.guests.met, plan.rules
    newcomer = Newcomer(
        codes=() if traits is None else traits.codes[one].tolist(),
        speaks=rules.speaks[one] if rules.speaks else 0,
        needs_access=one in rules.needing,
        met=() if met is None else met[one, others].tolist(),
        apart=[place[sum(pair) - one] for pair in rules.apart if one in pair and sum(pair) - one in place],
    )
    return int(seat(small, newcomer, number=number).seats[number, -1])


def _without(plan: Plan, others: list[int], number: int, used: list[int], names: list[str]) -> Plan:
    """The plan of the others, up to this round, in which only tables in use are numbered."""
    seats = plan.seats[: number + 1, others].copy()
    here = seats[number].copy()
    for place, table in enumerate(used):
        seats[number][here == table] = place
    traits, met, rules = plan.guests.traits, plan.guests.met, plan.rules
    easy = {str(table + 1) for table in rules.accessible}
    return Plan(
        seats,
        Guests(
            len(others),
            None if traits is None else Traits(traits.codes[others], traits.weights, traits.spans),
            None if met is None else met[np.ix_(others, others)],
        ),
        Rules(
            accessible=[place for place, table in enumerate(used) if names[table] in easy],
            speaks=[rules.speaks[other] for other in others] if rules.speaks else (),
            care=rules.care,
        ),
        len(used),
    )


def _add_seat(composition: Composition, number: int, table: str, arrival: Arrival) -> None:
    turn = composition.rounds.get(number=number)
    seated = seated_in(turn)
    if any(arrival.pk in pks for pks in seated.values()):
        return
    chosen = turn.tables.filter(name=table).first()
    if chosen is None:
        chosen = turn.tables.create(name=table, place=len(in_order([*seated, table])))
    turn.seats.create(table=chosen, arrival=arrival)
