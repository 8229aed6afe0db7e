"""When all that was asked for cannot hold: what to leave aside for the rest to hold, kept with the tables."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from parvis.mixing.judging import broken_rules
from parvis.mixing.plans import Plan
from parvis.tables.fitting import Aside, Asked, Hall, least_aside
from parvis.tables.guests import Gathered, table_count

MOST_SEATS = 12


def too_much(gathered: Gathered, plan: Plan, since: int) -> dict[str, Any]:
    """Empty when all holds in the rounds from `since` on; else rules: [what, number, arrivals, is_apart].

    least: the fewest; others: what would do instead; larger: how many seats a table needs for those who
    came together, when that is what is wrong.
    """
    broken = broken_rules(plan.seats[since - 1 :], plan.guests, gathered.told)
    sets = [one.people for one in broken if one.kind in {"together", "apart", "access"}]
    if not sets:
        return {}
    aside = least_aside(gathered.hall, gathered.asked)
    if aside is None:
        return {"larger": _larger(gathered.hall)}
    if not aside.least:  # together they could hold; this search did not find how
        aside = Aside(tuple(_among(gathered.asked, sets)))
    return {
        "least": [_kept(gathered, one) for one in aside.least],
        "others": [_kept(gathered, one) for one in aside.others],
    }


def asides(too_much: dict[str, Any]) -> list[list[Any]]:
    """All that may be left aside, the fewest first: the page numbers them from 1."""
    return [*too_much.get("least", []), *too_much.get("others", [])]


def _kept(gathered: Gathered, one: Asked) -> list[Any]:
    return [one.what, one.number, gathered.keys_of(one.people), one.is_apart]


def _among(asked: Iterable[Asked], sets: list[tuple[int, ...]]) -> list[Asked]:
    """What was asked of people for whom it does not hold."""
    pairs = {pair for people in sets for pair in _pairs(people)}
    alone = {people[0] for people in sets if len(people) == 1}
    return [
        one
        for one in asked
        if (alone.intersection(one.people) if one.what == "easy" else pairs & _pairs(one.people))
    ]


def _pairs(people: Iterable[int]) -> set[tuple[int, int]]:
    return set(combinations(sorted(people), 2))


def _larger(hall: Hall) -> int:
    """Seats wanted at a table for the largest group that came together; 0 when no table is that large."""
    people, most = len(hall.people), max((len(block) for block in hall.blocks), default=0)
    for seats in range(most, MOST_SEATS + 1):
        if -(-people // table_count(seats, people)) >= most:
            return seats
    return 0
