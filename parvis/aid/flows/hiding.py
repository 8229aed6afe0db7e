"""Counts that tell of no few people. Pure: same cells, same answer.

A cell under five (gifts, or people behind them) is never shown alone: small cells go together, and when they
stay under five, the smallest other one goes with them. So no total minus what is shown tells a few.
"""

from collections.abc import Iterable
from dataclasses import dataclass

FEWEST = 5
TOGETHER = ""  # the key of what is shown together


@dataclass(frozen=True)
class Cell:
    """How many gifts of this key, and the people (ids) who gave or received them."""

    key: str
    count: int
    people: frozenset[int]

    @property
    def is_small(self) -> bool:
        return self.count < FEWEST or len(self.people) < FEWEST


def shown(cells: Iterable[Cell]) -> list[tuple[str, int]]:
    """What may be read: key and count, the biggest first, small ones together at the end; or nothing."""
    ordered = sorted(cells, key=lambda cell: (-cell.count, cell.key))
    alone = [cell for cell in ordered if not cell.is_small]
    rest = [cell for cell in ordered if cell.is_small]
    while rest and _together(rest).is_small:
        if not alone:
            return []
        rest.append(alone.pop())
    told = [(cell.key, cell.count) for cell in alone]
    return [*told, (TOGETHER, _together(rest).count)] if rest else told


def share(part: int, whole: int) -> tuple[int, int] | None:
    """« 12 sur 20 », when neither those counted nor the others are a few."""
    return (part, whole) if part >= FEWEST and whole - part >= FEWEST else None


def _together(cells: list[Cell]) -> Cell:
    people = frozenset[int]().union(*(cell.people for cell in cells))
    return Cell(TOGETHER, sum(cell.count for cell in cells), people)
