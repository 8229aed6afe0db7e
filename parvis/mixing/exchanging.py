"""The inner loop of seating rounds: two people of one round change tables, and meetings are counted by kind.

A *kind* is a set of pairs that meet equally often. In a plain search each pair is a kind of its own; in a
search for rounds that turn into one another (see `turning`), a kind is all the pairs one becomes by turning.
`worth[kind]` is (what one meeting of the base adds to each pair of the kind, how many pairs it has): meetings
beyond the first, summed over pairs, are what is to be made few.
"""

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.compiling import compiled
from parvis.mixing.dice import PATIENCE, Dice, Ints, is_taken, place_of

Kinds = NDArray[np.int32]
UNIT = 10  # one repeated meeting costs 1 << UNIT, beside heats
EMPTY = -1


class Rounds:
    """Slots of rounds with who sits in them, and how often each kind of pair meets."""

    def __init__(self, slots: Kinds, kinds: Kinds, worth: Ints) -> None:
        self.slots, self.kinds, self.worth = slots, kinds, worth  # slots: (rounds, tables, seats)
        self.counts = np.zeros(len(worth), dtype=np.int64)
        for tables in slots:
            for table in tables:
                seated = table[table != EMPTY]
                pairs = kinds[np.ix_(seated, seated)][np.triu_indices(len(seated), 1)]
                np.add.at(self.counts, pairs, 1)
        self.costs = np.array([self.repeats()] * 2, dtype=np.int64)  # now, and at best
        self.best = slots.copy()

    def repeats(self) -> int:
        """Meetings that are not a first one, over all pairs."""
        each, pairs = self.worth[:, 0], self.worth[:, 1]
        return int((np.maximum(self.counts * each - 1, 0) * pairs).sum())

    def chunk(self, throws: Ints, heat: int) -> int:
        """Try these exchanges; how many were taken. The best seating seen is kept."""
        return _exchange(
            self.slots, self.kinds, self.worth, self.counts, throws, heat, PATIENCE, self.costs, self.best
        )

    @property
    def least(self) -> int:
        """The fewest repeated meetings seen."""
        return int(self.costs[1])


def slots_by_lot(rounds: int, people: int, tables: int, dice: Dice) -> Kinds:
    """Everyone seated by lot in each round, tables as even as they can be."""
    seats = -(-people // tables)
    empty = tables * seats - people
    slots = np.full((rounds, tables, seats), EMPTY, dtype=np.int32)
    for number in range(rounds):
        order = dice.shuffled(people).astype(np.int32)
        free = np.ones((tables, seats), dtype=bool)
        free[tables - empty :, -1] = False
        slots[number][free] = order
    return slots


def seats_of(slots: Kinds, people: int) -> NDArray[np.int32]:
    """(rounds, people): the table of each person; -1 for who is absent."""
    seats = np.full((len(slots), people), EMPTY, dtype=np.int32)
    for number, tables in enumerate(slots):
        for table, seated in enumerate(tables):
            seats[number, seated[seated != EMPTY]] = table
    return seats


@compiled
def _exchange(
    slots: Kinds, kinds: Kinds, worth: Ints, counts: Ints, throws: Ints, heat: int, patience: Ints,
    costs: Ints, best: Kinds,
) -> int:  # fmt: skip
    """One chunk of exchanges inside rounds; the best seating is copied whenever it is bettered."""
    rounds, tables, seats = slots.shape
    places, taken = tables * seats, 0
    for k in range(throws.shape[0]):
        first = place_of(throws[k], rounds * places)
        number, one = first // places, first % places
        two = (throws[k] >> 21) % places
        here, there = one // seats, two // seats
        if here == there or not _is_open(slots[number], here, there, one % seats, two % seats):
            continue
        change = _swap(slots[number], kinds, worth, counts, one, two)
        if not is_taken(change << UNIT, heat, throws[k], patience):
            _swap(slots[number], kinds, worth, counts, one, two)
            continue
        taken += 1
        costs[0] += change
        if costs[0] < costs[1]:
            costs[1] = costs[0]
            best[:] = slots
            if costs[1] == 0:
                return taken
    return taken


@compiled
def _is_open(tables: Kinds, here: int, there: int, one: int, two: int) -> bool:
    """May these slots be exchanged? A table keeps at most one empty slot, so that sizes stay even."""
    leaves, comes = tables[here, one], tables[there, two]
    if leaves == -1 and comes == -1:
        return False
    if leaves != -1 and comes != -1:
        return True
    fuller = here if leaves != -1 else there
    return bool(tables[fuller].min() != -1)  # no empty slot there yet


@compiled
def _swap(tables: Kinds, kinds: Kinds, worth: Ints, counts: Ints, one: int, two: int) -> int:
    """Exchange two slots and count anew; how many more repeated meetings that makes."""
    seats = tables.shape[1]
    here, there = one // seats, two // seats
    change = _shift(tables[here], one % seats, kinds, worth, counts, -1)
    change += _shift(tables[there], two % seats, kinds, worth, counts, -1)
    leaves = tables[here, one % seats]
    tables[here, one % seats] = tables[there, two % seats]
    tables[there, two % seats] = leaves
    change += _shift(tables[here], one % seats, kinds, worth, counts, 1)
    return change + _shift(tables[there], two % seats, kinds, worth, counts, 1)


@compiled
def _shift(table: Kinds, seat: int, kinds: Kinds, worth: Ints, counts: Ints, step: int) -> int:
    """Take the person of this seat away from their table (step -1) or bring them to it (1)."""
    person, change = table[seat], 0
    if person == -1:
        return 0
    for other in range(table.shape[0]):
        if other == seat or table[other] == -1:
            continue
        kind = kinds[person, table[other]]
        each, pairs = worth[kind, 0], worth[kind, 1]
        before = max(counts[kind] * each - 1, 0)
        counts[kind] += step
        change += (max(counts[kind] * each - 1, 0) - before) * pairs
    return change
