"""A plan for an evening: who sits where, what it is worth, what could not be kept, and why this table."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.accompanying import accompanied
from parvis.mixing.composing import Guests, Rules, annealed_from, compose_slots, past_and_difference
from parvis.mixing.designs import meetings
from parvis.mixing.dice import Ints
from parvis.mixing.exchanging import seats_of
from parvis.mixing.judging import Broken, Report, broken_rules, report_on
from parvis.mixing.rotating import Effort
from parvis.mixing.traits import Traits, no_traits

AWAY = -1


@dataclass(frozen=True)
class Plan:
    """seats: (rounds, people), the table of each, -1 for who is away; guests and rules as they were given."""

    seats: NDArray[np.int32]
    guests: Guests
    rules: Rules
    tables: int
    seed: int = 0
    lived: int = 0  # rounds already lived: nobody of them moves

    @property
    def report(self) -> Report:
        """Counted anew from the seats."""
        return report_on(self.seats, self.guests)

    @property
    def broken(self) -> list[Broken]:
        """The rules that do not hold, one by one."""
        return broken_rules(self.seats, self.guests, self.rules)

    def at(self, number: int, table: int) -> list[int]:
        """Who sits at this table in this round."""
        return [int(person) for person in np.flatnonzero(self.seats[number] == table)]


def compose(
    guests: Guests, *, tables: int | None = None, seats: int | None = None, rounds: int = 1,
    rules: Rules | None = None, seed: int = 0, effort: Effort = "quick",
) -> Plan:  # fmt: skip
    """Seat guests around tables for some rounds: `tables` of them, or as many as tables of `seats` make.

    The same seed gives the same plan. Fewer people than tables leaves tables unused; nobody gives an empty
    plan. What cannot hold is in `plan.broken`, never an exception. ValueError when neither or both of tables
    and seats are given, or a number is not positive.
    """
    if (tables is None) == (seats is None) or rounds < 1 or (tables or seats or 0) < 1:
        raise ValueError("say either how many tables, or how many seats a table has")
    rules = rules or Rules()
    wanted = tables if tables is not None else round(guests.people / (seats or 1))
    used = max(1, min(wanted, guests.people))
    if not guests.people:
        return Plan(np.zeros((rounds, 0), dtype=np.int32), guests, rules, used, seed)
    evening = compose_slots(guests, tables=used, rounds=rounds, rules=rules, seed=seed, effort=effort)
    evening = accompanied(evening, guests, rules=rules, seed=seed, effort=effort)
    return Plan(seats_of(evening.best, guests.people), guests, rules, used, seed)


@dataclass(frozen=True)
class Newcomer:
    """Who arrives late: what they said (one code an attribute), languages as bits, whom they met (0 to 1),
    beside whom they must not sit."""

    codes: Sequence[int] = ()
    speaks: int = 0
    needs_access: bool = False
    met: Sequence[float] = field(default=())
    apart: Sequence[int] = field(default=())


def seat(plan: Plan, newcomer: Newcomer, *, number: int = 0) -> Plan:
    """Someone arrives in round `number`: they take a place in it and in the rounds after; nobody moves.

    Tables where nobody must be kept away from them come first, then those with fewest people; among them,
    company of their age or language, no second meeting, no meeting of the past, and then difference. The
    newcomer is the last person of the new plan.
    """
    guests, rules = _with(plan, newcomer)
    seats = np.column_stack([plan.seats, np.full(len(plan.seats), AWAY, dtype=np.int32)])
    pairs = past_and_difference(guests)[-1]
    for later in range(number, len(seats)):
        seats[later, -1] = _place(seats, later, pairs, guests, rules, plan.tables)
    return replace(plan, seats=seats, guests=guests, rules=rules)


def release(plan: Plan, person: int, *, number: int = 0) -> Plan:
    """Someone leaves before round `number`: their seat is empty from then on; nobody moves."""
    seats = plan.seats.copy()
    seats[number:, person] = AWAY
    return replace(plan, seats=seats)


def recompose(plan: Plan, *, number: int, effort: Effort = "quick") -> Plan:
    """Rounds from `number` on, for who is there. Rounds before it stay as they were lived."""
    rounds = len(plan.seats) - number
    if rounds < 1:
        return plan
    away = [(person, k - number) for k, person in np.argwhere(plan.seats == AWAY).tolist() if k >= number]
    rules = replace(plan.rules, absent=away)
    before = meetings(plan.seats[:number]) if number else None
    evening = annealed_from(
        plan.guests, tables=plan.tables, rounds=rounds, rules=rules, seed=plan.seed + number, effort=effort,
        before=before,
    )  # fmt: skip
    evening = accompanied(
        evening, plan.guests, rules=rules, seed=plan.seed + number, effort=effort, before=before
    )
    seats = plan.seats.copy()
    seats[number:] = seats_of(evening.best, plan.guests.people)
    return replace(plan, seats=seats, lived=number)


def _with(plan: Plan, newcomer: Newcomer) -> tuple[Guests, Rules]:
    """The guests and the rules with one more person."""
    guests, people = plan.guests, plan.guests.people
    traits = guests.traits or no_traits(people)
    row = np.full((1, traits.codes.shape[1]), -1, dtype=np.int16)
    row[0, : len(newcomer.codes)] = newcomer.codes
    grown = Traits(np.vstack([traits.codes, row]), traits.weights, traits.spans)
    met = None
    if guests.met is not None or newcomer.met:
        met = np.zeros((people + 1,) * 2)
        met[:people, :people] = 0 if guests.met is None else guests.met
        met[people, : len(newcomer.met)] = met[: len(newcomer.met), people] = list(newcomer.met)
    needing = [*plan.rules.needing, people] if newcomer.needs_access else plan.rules.needing
    speaks = [*(plan.rules.speaks or [0] * people), newcomer.speaks]
    apart = [*plan.rules.apart, *((other, people) for other in newcomer.apart)]
    rules = replace(plan.rules, needing=needing, speaks=speaks, apart=apart)
    return replace(guests, people=people + 1, traits=grown, met=met), rules


def _place(
    seats: NDArray[np.int32], number: int, pairs: Ints, guests: Guests, rules: Rules, tables: int
) -> int:
    """The table that suits the last person best in this round."""
    sizes = np.bincount(seats[number][seats[number] >= 0], minlength=tables)
    person = guests.people - 1
    open_to = list(rules.accessible) if person in rules.needing and rules.accessible else list(range(tables))
    shunned = {int(seats[number, sum(pair) - person]) for pair in rules.apart if person in pair}
    open_to = [table for table in open_to if table not in shunned] or open_to
    fewest = min(int(sizes[table]) for table in open_to)
    fit = [table for table in open_to if sizes[table] == fewest]
    return min(fit, key=lambda table: _burden(seats, number, table, pairs, guests, rules))


def _burden(
    seats: NDArray[np.int32], number: int, table: int, pairs: Ints, guests: Guests, rules: Rules
) -> tuple[bool, int, int, int]:
    """Smaller is better: a language in common, company, second meetings, the past and likeness."""
    person, there = guests.people - 1, np.flatnonzero(seats[number] == table)
    traits = guests.traits or no_traits(guests.people)
    common = -1
    for other in [*there.tolist(), person]:
        common &= rules.speaks[other] or -1
    lonely = sum(1 for k in rules.care if _is_lonely(traits.codes[:, k], person, there))
    earlier = meetings(seats[:number])[person, there].sum() if number else 0
    return common == 0, lonely, int(earlier), int(pairs[there].sum())


def _is_lonely(codes: NDArray[np.int16], person: int, there: NDArray[np.int64]) -> bool:
    return bool(len(there) and codes[person] >= 0 and not (codes[there] == codes[person]).any())
