"""What a plan is worth, counted from its seats alone; and which rules it breaks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.composing import Guests, Rules
from parvis.mixing.designs import meetings
from parvis.mixing.traits import WHOLE, differences, no_traits

Seats = NDArray[np.int32]
Kind = Literal["apart", "together", "facilitator", "access", "language", "alone"]


@dataclass(frozen=True)
class Report:
    """distinct: pairs who meet. new: those who had never met. repeats: second meetings of the evening.
    met_before: pairs the past remembers. least_new: new people met by whoever meets fewest. alterity: how
    much people at one table differ, 0 to 1; by lot it would be about `by_lot`, and never over `at_most`."""

    distinct: int
    new: int
    repeats: int
    met_before: int
    least_new: int
    alterity: float
    by_lot: float
    at_most: float


@dataclass(frozen=True)
class Broken:
    """One rule that does not hold: which, in which round, at which table, for whom."""

    kind: Kind
    number: int
    table: int
    people: tuple[int, ...]


def report_on(seats: Seats, guests: Guests) -> Report:
    """Everything, from seats (rounds, people)."""
    met = meetings(seats)
    known = np.zeros_like(met, dtype=bool) if guests.met is None else guests.met > 0
    upper = np.triu(met, 1)
    fresh = (met > 0) & ~known
    here: NDArray[np.bool_] = np.asarray((seats >= 0).any(axis=0), dtype=np.bool_)
    apart = differences(guests.traits or no_traits(guests.people)) / WHOLE
    return Report(
        distinct=int((upper > 0).sum()),
        new=int(np.triu(fresh, 1).sum()),
        repeats=int(np.maximum(upper - 1, 0).sum()),
        met_before=int((np.triu((met > 0) & known, 1)).sum()),
        least_new=int(fresh.sum(axis=1)[here].min(initial=guests.people)) if here.any() else 0,
        alterity=float((upper * apart).sum() / max(upper.sum(), 1)),
        by_lot=_by_lot(apart, here),
        at_most=_at_most(apart, met, seats),
    )


def _by_lot(apart: NDArray[np.float64], here: NDArray[np.bool_]) -> float:
    many = int(here.sum())
    return float(apart[np.ix_(here, here)].sum() / max(many * (many - 1), 1))


def _at_most(apart: NDArray[np.float64], met: NDArray[np.int32], seats: Seats) -> float:
    """Nobody can differ more from those they meet than from as many who differ most from them."""
    total = whole = 0.0
    furthest = -np.sort(-apart, axis=1)
    for person in range(seats.shape[1]):
        for number in range(len(seats)):
            company = (
                int((seats[number] == seats[number, person]).sum()) - 1 if seats[number, person] >= 0 else 0
            )
            total += float(furthest[person, :company].sum())
            whole += company
    return total / max(whole, 1.0)


def broken_rules(seats: Seats, guests: Guests, rules: Rules) -> list[Broken]:
    """Each rule of the house that these seats do not keep."""
    found: list[Broken] = []
    for number, round_ in enumerate(seats):
        for table in range(int(round_.max(initial=-1)) + 1):
            there = [int(person) for person in np.flatnonzero(round_ == table)]
            found += [
                Broken(kind, number, table, people) for kind, people in _at_table(there, table, guests, rules)
            ]
        found += [Broken("together", number, -1, people) for people in _parted(round_, rules)]
    return found


def _at_table(
    there: list[int], table: int, guests: Guests, rules: Rules
) -> Iterator[tuple[Kind, tuple[int, ...]]]:
    here = set(there)
    yield from (("apart", pair) for pair in rules.apart if here.issuperset(pair))
    if rules.facilitators and there and not here & set(rules.facilitators):
        yield "facilitator", ()
    if rules.accessible and table not in rules.accessible:
        yield from (("access", (person,)) for person in rules.needing if person in here)
    if rules.speaks and _common(there, rules) == 0:
        yield "language", tuple(there)
    yield from (("alone", (person,)) for person in _alone(there, guests, rules))


def _common(there: list[int], rules: Rules) -> int:
    common = -1
    for person in there:
        common &= rules.speaks[person] or -1
    return common


def _alone(there: list[int], guests: Guests, rules: Rules) -> list[int]:
    """Who has nobody of their band at the table, though somebody of it is in the room."""
    traits, found = guests.traits or no_traits(guests.people), list[int]()
    for attribute in rules.care:
        codes = traits.codes[:, attribute]
        for person in there:
            has_company = len(there) < 2 or any(
                codes[other] == codes[person] for other in there if other != person
            )
            if codes[person] >= 0 and not has_company and (codes == codes[person]).sum() > 1:
                found.append(person)
    return found


def _parted(round_: NDArray[np.int32], rules: Rules) -> list[tuple[int, ...]]:
    seated = [[person for person in block if round_[person] >= 0] for block in rules.together]
    return [tuple(block) for block in seated if len({int(round_[person]) for person in block}) > 1]
