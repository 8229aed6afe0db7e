"""Write rounds of a plan into seats, and have people sit that way. Whoever calls holds the meeting's row."""

from collections.abc import Mapping
from datetime import datetime

from parvis.meetings.models import Arrival
from parvis.meetings.welcoming import place_all
from parvis.members.models import Member
from parvis.mixing.designs import meetings
from parvis.mixing.explaining import kinds_at
from parvis.mixing.judging import broken_rules
from parvis.mixing.plans import Plan
from parvis.tables.declared import WEIGHTS
from parvis.tables.guests import Gathered
from parvis.tables.models import Composition, Round, Seat, Table
from parvis.tables.reading import in_order

TOLD = {"together", "apart", "access", "language"}
Seated = Mapping[str, list[int]]  # table → arrivals
Mixes = Mapping[str, dict[str, int]]


def write_round(composition: Composition, number: int, seated: Seated, mixes: Mixes) -> Round:
    """The round has exactly these tables and seats; its question and minutes stay."""
    turn, _made = Round.objects.get_or_create(composition=composition, number=number)
    turn.tables.all().delete()
    names = in_order(name for name, arrivals in seated.items() if arrivals)
    tables = Table.objects.bulk_create(
        Table(round=turn, name=name, place=place, mix=mixes.get(name, {}))
        for place, name in enumerate(names, 1)
    )
    Seat.objects.bulk_create(
        Seat(round=turn, table=table, arrival_id=arrival)
        for table in tables
        for arrival in seated[table.name]
    )
    return turn


def keep_present(composition: Composition) -> None:
    """Seats of the present round become what the room says: people were placed by hand meanwhile."""
    turn = composition.rounds.filter(number=composition.present).first()
    if turn is None:
        return
    known = {table.name: table.mix for table in turn.tables.all()}
    before = seated_in(turn)
    now: dict[str, list[int]] = {}
    rows = composition.meeting.arrivals.filter(departure=None).exclude(table="").order_by("pk")
    for pk, name in rows.values_list("pk", "table"):
        now.setdefault(name, []).append(pk)
    if now != before:
        mixes = {name: known[name] for name in now if now[name] == before.get(name)}
        write_round(composition, turn.number, now, mixes)


def seated_in(turn: Round) -> dict[str, list[int]]:
    """Table → arrivals, as its seats say."""
    found: dict[str, list[int]] = {}
    for name, arrival in turn.seats.order_by("arrival").values_list("table__name", "arrival_id"):
        found.setdefault(name, []).append(arrival)
    return found


def show(composition: Composition, number: int, by: Member, at: datetime) -> None:
    """This round is the one people sit in now: the room says so, and telephones hear it."""
    turn = composition.rounds.get(number=number)
    turn.shown_at = turn.shown_at or at
    turn.save(update_fields=["shown_at"])
    composition.present = number
    seated = {pk: name for name, pks in seated_in(turn).items() for pk in pks}
    here = Arrival.objects.filter(meeting=composition.meeting, departure=None).values_list("pk", flat=True)
    sit(composition, {pk: seated.get(pk, "") for pk in here}, by, at)


def sit(composition: Composition, tables: Mapping[int, str], by: Member, at: datetime) -> None:
    """These arrivals sit at these tables, in the room."""
    place_all(meeting=composition.meeting, tables=tables, by=by, at=at)


def mix_of(plan: Plan, number: int, table: int) -> dict[str, int]:
    """How many kinds meet at this table of a plan, and whether all are new to each other."""
    there = plan.at(number, table)
    kinds = dict(zip(WEIGHTS, kinds_at(plan, number, table), strict=False))
    past, evening = plan.guests.met, meetings(plan.seats[:number]) if number else None
    known = [met for met in (past, evening) if met is not None]
    is_new = len(there) > 1 and not any(met[there][:, there].any() for met in known)
    return {name: many for name, many in kinds.items() if many > 1} | {"new": int(is_new)}


def unmet_in(plan: Plan, number: int, gathered: Gathered, names: list[str]) -> list[list[object]]:
    """Rules of one round that do not hold, of those the animator may hear of: kind, table, arrivals."""
    told = broken_rules(plan.seats[number : number + 1], plan.guests, gathered.told)
    return [
        [
            one.kind,
            names[one.table] if one.table >= 0 else "",
            sorted({gathered.arrivals[gathered.persons[person]].pk for person in one.people}),
        ]
        for one in told
        if one.kind in TOLD
    ]


def tables_of(
    plan: Plan, number: int, gathered: Gathered, names: list[str]
) -> tuple[dict[str, list[int]], Mixes]:
    """One round of a plan as seats and mixes; names: what its tables are called."""
    seated: dict[str, list[int]] = {}
    for pk, table in gathered.table_of(plan.seats[number]).items():
        seated.setdefault(names[table], []).append(pk)
    return seated, {names[table]: mix_of(plan, number, table) for table in range(len(names))}
