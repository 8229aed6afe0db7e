"""The figures of one season, counted from its gifts. What leaves here names nobody and is never a few."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from parvis.aid.flows.hiding import FEWEST, Cell, share, shown


@dataclass(frozen=True)
class Given:
    """One gift, as it is counted."""

    giver: int | None
    receiver: int | None
    category: str = ""
    place: str = ""
    minutes: int | None = None

    @property
    def people(self) -> frozenset[int]:
        return frozenset(one for one in (self.giver, self.receiver) if one is not None)


def figures_of(gifts: Iterable[Given]) -> dict[str, Any]:
    """kinds, places: [key, count]; gifts: how many in all; hours; helped: [helpers also helped, helpers].

    Empty when fewer than five people are behind all of it.
    """
    given = list(gifts)
    whole = Cell("", len(given), frozenset[int]().union(*(one.people for one in given)))
    if whole.is_small:
        return {}
    givers = {one.giver for one in given if one.giver is not None}
    receivers = {one.receiver for one in given if one.receiver is not None}
    return {
        "gifts": len(given),
        "kinds": shown(_cells(given, "category")),
        "places": shown(_cells(given, "place")),
        "hours": _hours(given),
        "helped": share(len(givers & receivers), len(givers)),
    }


def _cells(given: list[Given], column: str) -> list[Cell]:
    """One cell a key. What has none (« autre », nowhere) is among what is shown together."""
    by_key: dict[str, list[Given]] = defaultdict(list)
    for one in given:
        by_key[getattr(one, column)].append(one)
    return [
        Cell(key or "-", len(rows), frozenset[int]().union(*(one.people for one in rows)))
        for key, rows in by_key.items()
    ]


def _hours(given: list[Given]) -> int | None:
    """Whole hours, when five people at least said how long, and none gave half of them."""
    by_giver: dict[int, int] = defaultdict(int)
    for one in given:
        if one.minutes and one.giver is not None:
            by_giver[one.giver] += one.minutes
    total = sum(by_giver.values())
    is_few = len(by_giver) < FEWEST or max(by_giver.values(), default=0) * 2 > total
    return None if is_few else round(total / 60)
