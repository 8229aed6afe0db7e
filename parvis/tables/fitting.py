"""Can these rules hold together around so many tables? And when they cannot: the fewest to leave aside.

Only numbers. Exact while the search is short; beyond that, rules are taken to hold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb
from typing import Literal

What = Literal["together", "apart", "household", "easy", "larger"]
_LOOKS = 1500  # of the search
_MOST = 16  # contradictions looked at
_WAYS = 20_000  # of leaving rules aside, looked at one by one


@dataclass(frozen=True)
class Asked:
    """One thing that was asked for, as a whole: these go together (all in a block), or `apart` (each two).

    what and number name it on the page and when it is left aside.
    """

    what: What
    number: int
    people: tuple[int, ...]
    is_apart: bool = False


@dataclass(frozen=True)
class Hall:
    """people: who is here, as numbers. needing: who must sit at one of the first `easy` tables, when that
    was asked. blocks: who goes together whatever is asked: companions, children and parents."""

    people: frozenset[int]
    tables: int
    easy: int = 0
    needing: frozenset[int] = frozenset()
    blocks: tuple[tuple[int, ...], ...] = ()

    @property
    def largest(self) -> int:
        """Seats of the largest table."""
        return -(-len(self.people) // self.tables)

    @property
    def large(self) -> int:
        """How many tables are that large."""
        return len(self.people) - self.tables * (self.largest - 1)


@dataclass(frozen=True)
class Aside:
    """least: the fewest that make the others hold. others: any of these would do instead of one of them."""

    least: tuple[Asked, ...] = ()
    others: tuple[Asked, ...] = ()


def least_aside(hall: Hall, asked: Sequence[Asked]) -> Aside | None:
    """What to leave aside; nothing when all can hold; None when even without any rule they cannot."""
    cores: list[list[Asked]] = []
    while True:
        aside = _hitting(cores, asked)
        rest = [one for one in asked if one not in aside]
        if len(cores) == _MOST or fits(hall, rest):
            others = {one for core in cores for one in core} - set(aside)
            return Aside(tuple(aside), tuple(one for one in asked if one in others))
        core = _core(hall, rest)
        if not core:
            return None
        cores.append(core)


def fits(hall: Hall, asked: Iterable[Asked]) -> bool:
    """Is there a way to seat everyone so that all of these hold?"""
    asked = list(asked)
    ties = [*hall.blocks, *(one.people for one in asked if not one.is_apart)]
    apart = {
        pair for one in asked if one.is_apart for pair in combinations(sorted(one.people), 2)
        if hall.people.issuperset(pair)
    }  # fmt: skip
    needing = hall.needing if any(one.what == "easy" for one in asked) else frozenset[int]()
    blocks = _blocks(ties, hall.people, {person for pair in apart for person in pair} | needing)
    if any(set(pair) <= block for pair in apart for block in blocks):
        return False
    return _Search(hall, blocks, apart, needing).finds()


def _core(hall: Hall, asked: list[Asked]) -> list[Asked]:
    """Rules that cannot hold together, each needed for that; those said first are dropped first."""
    kept = list(asked)
    for one in asked:
        rest = [other for other in kept if other is not one]
        if not fits(hall, rest):
            kept = rest
    return kept


def _hitting(cores: list[list[Asked]], asked: Sequence[Asked]) -> list[Asked]:
    """The fewest rules of which each contradiction has one; those said last first."""
    among = [one for one in reversed(asked) if any(one in core for core in cores)]
    for many in range(len(among) + 1):
        if comb(len(among), many) > _WAYS:
            break
        for some in combinations(among, many):
            if all(any(one in core for one in some) for core in cores):
                return list(some)
    return list(dict.fromkeys(core[-1] for core in cores))


def _blocks(ties: Iterable[Sequence[int]], here: frozenset[int], alone: Iterable[int]) -> list[set[int]]:
    """Who must sit at one table, the largest first; those of `alone` at least by themselves."""
    block_of: dict[int, set[int]] = {person: {person} for person in alone if person in here}
    for tie in ties:
        for one, other in pairwise([person for person in tie if person in here]):
            whole = block_of.get(one, {one}) | block_of.get(other, {other})
            block_of |= dict.fromkeys(whole, whole)
    found = {id(block): block for block in block_of.values()}
    return sorted(found.values(), key=lambda block: (-len(block), min(block)))


class _Search:
    """Blocks put at tables one after the other, going back when one finds no place."""

    def __init__(
        self, hall: Hall, blocks: list[set[int]], apart: set[tuple[int, int]], needing: frozenset[int]
    ) -> None:
        self._hall, self._blocks, self._needing = hall, blocks, needing
        self._shunned: dict[int, set[int]] = {}
        for one, other in apart:
            self._shunned.setdefault(one, set()).add(other)
            self._shunned.setdefault(other, set()).add(one)
        self._tables: list[set[int]] = [set() for _ in range(hall.tables)]
        self._looks = _LOOKS

    def finds(self, number: int = 0) -> bool:
        if number == len(self._blocks):
            return True
        block, tried = self._blocks[number], set[tuple[bool, frozenset[int]]]()
        for place, table in enumerate(self._tables):
            sort = (place < self._hall.easy, frozenset(table))
            self._looks -= 1
            if self._looks < 0:
                return True
            if sort in tried or not self._may(block, place):
                continue
            tried.add(sort)
            table |= block
            if self.finds(number + 1):
                return True
            table -= block
        return False

    def _may(self, block: set[int], place: int) -> bool:
        table = self._tables[place]
        if len(table) + len(block) > self._hall.largest:
            return False
        if place >= self._hall.easy and block & self._needing:
            return False
        if any(self._shunned.get(person, set()) & table for person in block):
            return False
        full = sum(len(other) == self._hall.largest for other in self._tables)
        return len(table) + len(block) < self._hall.largest or full < self._hall.large
