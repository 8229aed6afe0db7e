"""Find a base round outright, where chance comes within one meeting and no nearer.

The rounds are one base round, turned (see `turning`): its tables must use no kind of pair twice. A table is
then two sets, its people and its kinds, each the bits of one integer, and the round an exact cover:
every person once, every kind at most once. The person with the fewest tables left chooses next (Knuth, 2000).
Most schedules known by hand have a second symmetry, a *multiplier*: it stretches every ring by a number prime
to its length. Asking for one first joins tables into orbits and makes the search as small as a lottery.
"""

from collections.abc import Iterator
from itertools import permutations
from math import gcd

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.compiling import compiled
from parvis.mixing.dice import Dice, Ints
from parvis.mixing.turning import kinds_of, unrolled

BITS = 62  # people, and kinds, of which one integer can be a set
_MOST_RINGS = 4  # whose orders are all tried
_MOST_TABLES = 200_000
_LONGEST = 6  # times a multiplier is repeated before it comes back


def covered(
    people: int, tables: int, turns: int, *, dice: Dice, nodes: int, tries: int = 1
) -> NDArray[np.int32] | None:
    """(turns, people): rounds in which nobody meets twice, or None when not found in so many nodes.

    people: a multiple of tables. Each multiplier has the nodes to itself, and so has each of the tries
    without any. The same dice, the same rounds.
    """
    kinds, usable = _usable(people, turns)
    size = people // tables
    needed = tables * size * (size - 1) // 2
    if people > BITS or not needed <= usable <= BITS:
        return None
    found = _tables(kinds, usable, size)
    for multiplier in (*_multipliers(people, turns), *[None] * tries):
        orbits = _orbits(found, kinds, multiplier)
        base = _chosen(orbits, people, dice, nodes) if orbits else None
        if base is not None:
            return unrolled(base, turns)
    return None


def _usable(people: int, turns: int) -> tuple[Ints, int]:
    """The kinds of pairs renumbered, those one table may use first, and how many they are."""
    kinds, worth = kinds_of(people, turns)
    may = worth[:, 0] == 1
    names = np.where(may, np.cumsum(may) - 1, may.sum())
    return names[kinds], int(may.sum())


def _tables(kinds: Ints, usable: int, size: int) -> dict[tuple[int, ...], int]:
    """Each table of `size` people that uses no kind twice, with the set of its kinds."""
    people = len(kinds)
    may = [[other for other in range(one + 1, people) if kinds[one, other] < usable] for one in range(people)]
    rows, found = kinds.tolist(), dict[tuple[int, ...], int]()

    def fill(table: tuple[int, ...], used: int, others: list[int]) -> None:
        if len(table) == size:
            found[table] = used
            return
        for place, other in enumerate(others):
            more = used
            for one in table:
                bit = 1 << rows[one][other]
                if more & bit or rows[one][other] >= usable:
                    break
                more |= bit
            else:
                if len(found) < _MOST_TABLES:
                    fill((*table, other), more, others[place + 1 :])

    for one in range(people):
        fill((one,), 0, may[one])
    return found


def _multipliers(people: int, turns: int) -> Iterator[Ints]:
    """Who stands where after a stretch of all rings, perhaps in another order."""
    rings = people // turns
    numbers = np.arange(people)
    ring, place = numbers // turns, numbers % turns
    orders = list(permutations(range(rings))) if rings <= _MOST_RINGS else [tuple(range(rings))]
    for factor in range(1, turns):
        for order in orders if gcd(factor, turns) == 1 else []:
            moved = np.array([*order, rings])[ring] * turns + np.where(
                ring < rings, place * factor % turns, place
            )
            if 1 < _times(moved) <= _LONGEST:
                yield moved


def _times(moved: Ints) -> int:
    """How often this is repeated until everyone is back."""
    now, times = moved, 1
    while (now != np.arange(len(moved))).any() and times <= _LONGEST:
        now, times = moved[now], times + 1
    return times


Orbits = list[tuple[list[tuple[int, ...]], int, int]]


def _orbits(tables: dict[tuple[int, ...], int], kinds: Ints, multiplier: Ints | None) -> Orbits:
    """Tables that come together, with all their people and kinds; those that meet themselves are left out."""
    if multiplier is None:
        return [([table], _bits(table), used) for table, used in tables.items()]
    moved, seen, found = multiplier.tolist(), set[tuple[int, ...]](), Orbits()
    for first in tables:
        if first in seen:
            continue
        orbit, people, used, is_good = [first], _bits(first), tables[first], True
        table = tuple(sorted(moved[one] for one in first))
        while table != first:
            more = tables.get(table)
            is_good = is_good and more is not None and not (people & _bits(table) or used & more)
            orbit.append(table)
            people, used = people | _bits(table), used | (more or 0)
            table = tuple(sorted(moved[one] for one in table))
        seen.update(orbit)
        if is_good:
            found.append((orbit, people, used))
    return found


def _bits(numbers: tuple[int, ...]) -> int:
    return sum(1 << number for number in numbers)


def _chosen(orbits: Orbits, people: int, dice: Dice, nodes: int) -> NDArray[np.int32] | None:
    """The table of each person in a round made of these orbits; None when there is none, or not found."""
    seated = np.array([orbit[1] for orbit in orbits], dtype=np.int64)
    used = np.array([orbit[2] for orbit in orbits], dtype=np.int64)
    order = dice.shuffled(len(orbits))
    chosen = np.full(people + 1, -1, dtype=np.int64)
    if not _search(seated[order], used[order], people, nodes, chosen):
        return None
    base, number = np.empty(people, dtype=np.int32), 0
    for place in chosen[chosen >= 0]:
        for table in orbits[order[place]][0]:
            base[list(table)] = number
            number += 1
    return base


@compiled
def _search(seated: Ints, used: Ints, people: int, nodes: int, chosen: Ints) -> bool:
    """Depth first; `chosen` is the way down. Each level keeps the orbits that still go with it."""
    whole = (1 << people) - 1
    left = np.empty((people + 1, len(seated)), dtype=np.int32)
    many, next_one = np.zeros(people + 1, dtype=np.int64), np.zeros(people + 1, dtype=np.int64)
    taken, whose = np.zeros(people + 1, dtype=np.int64), np.zeros(people + 1, dtype=np.int64)
    left[0], many[0], depth = np.arange(len(seated)), len(seated), 0
    whose[0] = _narrowest(left[0], len(seated), seated, people, 0)
    while depth >= 0 and nodes > 0:
        place, person = next_one[depth], whose[depth]
        while place < many[depth] and not (seated[left[depth, place]] >> person) & 1:
            place += 1
        next_one[depth] = place + 1
        if place >= many[depth]:
            chosen[depth] = -1
            depth -= 1
            continue
        one, nodes = left[depth, place], nodes - 1
        chosen[depth], now = one, taken[depth] | seated[one]
        if now == whole:
            return True
        kept = 0
        for k in range(many[depth]):
            other = left[depth, k]
            if not (seated[other] & seated[one] or used[other] & used[one]):
                left[depth + 1, kept] = other
                kept += 1
        depth += 1
        many[depth], taken[depth], next_one[depth] = kept, now, 0
        whose[depth] = _narrowest(left[depth], kept, seated, people, now)
    return False


@compiled
def _narrowest(left: NDArray[np.int32], many: int, seated: Ints, people: int, taken: int) -> int:
    """Who, among those not seated yet, has the fewest orbits left."""
    choices = np.zeros(people, dtype=np.int64)
    for k in range(many):
        rest = seated[left[k]]
        for person in range(people):
            choices[person] += (rest >> person) & 1
    best, fewest = 0, many + 1
    for person in range(people):
        if not (taken >> person) & 1 and choices[person] < fewest:
            best, fewest = person, choices[person]
    return best
