"""The inner loop of an evening: who sits where in each round, what it costs, and exchanges that cost less.

What counts, the heavier first: nobody alone of their age or language, what must not be (apart, no common
language), meeting again this evening, meeting again what the past remembers, and then difference. Weights are
such that the lighter never outweighs the heavier for one person, and annealing still finds its way.
"""

from dataclasses import dataclass

import numpy as np

from parvis.mixing.compiling import compiled
from parvis.mixing.counting import AGAIN, Counts, Flags, Slots, note, of_table, parting, swap
from parvis.mixing.dice import PATIENCE, Ints, is_taken, other_place_of, place_of
from parvis.mixing.trading import trade


@dataclass
class Facts:
    """What does not change while people are moved.

    pairs: (people, people) what a meeting costs: apart, past, less their difference. corps: exchanges stay
    inside one (guests, facilitators). blocks: who stays together has the same number, -1: nobody. allowed:
    (people, tables). bands: (people, attributes in care), -1: not said. speaks: languages as bits, 0: unsaid.
    company: (attributes, bands) whether another of that band is here to keep company.
    """

    pairs: Ints
    corps: Slots
    blocks: Slots
    allowed: Flags
    bands: Slots
    speaks: Ints
    company: Flags


class Evening:
    """Slots of every round, how often each two people meet in them, and what it all costs."""

    def __init__(self, slots: Slots, bounds: Slots, facts: Facts) -> None:
        """slots: (rounds, tables, seats), -1 for an empty one; bounds: (rounds, 2), the fewest and the most
        people of a table."""
        self.slots, self.bounds, self.facts = slots, bounds, facts
        people = len(facts.pairs)
        self.counts = np.zeros((people, people), dtype=np.int16)
        self.where = np.full((len(slots), people), -1, dtype=np.int32)
        for number, tables in enumerate(slots):
            flat = tables.ravel()
            self.where[number, flat[flat >= 0]] = np.flatnonzero(flat >= 0)
            for table in tables:
                seated = table[table >= 0]
                self.counts[np.ix_(seated, seated)] += 1
        np.fill_diagonal(self.counts, 0)
        self.costs = np.array([self.cost()] * 2, dtype=np.int64)
        self.best = slots.copy()

    def cost(self) -> int:
        """Counted anew from the seats."""
        upper = np.triu(self.counts.astype(np.int64), 1)
        pairs = int((upper * self.facts.pairs).sum() + (np.maximum(upper - 1, 0) * AGAIN).sum())
        facts = self.facts.bands, self.facts.speaks, self.facts.company
        return pairs + sum(of_table(table, *facts) for tables in self.slots for table in tables)

    def chunk(self, throws: Ints, heat: int) -> int:
        """Try to exchange people, or those who stay together, inside rounds."""
        f = self.facts
        return _exchange(
            self.slots, self.where, self.counts, self.bounds, f.pairs, f.corps, f.blocks, f.allowed,
            f.bands, f.speaks, f.company, throws, heat, PATIENCE, self.costs, self.best,
        )  # fmt: skip

    def relabel(self, throws: Ints, heat: int) -> int:
        """Try to exchange the whole evenings of two people: nobody meets more often than before."""
        f = self.facts
        return trade(
            self.slots, self.where, self.counts, f.pairs, f.corps, f.blocks, f.allowed,
            f.bands, f.speaks, f.company, throws, heat, PATIENCE, self.costs, self.best,
        )  # fmt: skip


@compiled
def _unit(table: Slots, seat: int, blocks: Slots, found: Slots) -> int:
    """The seats of who moves with this seat's person; how many."""
    person = table[seat]
    found[0] = seat
    if person == -1 or blocks[person] == -1:
        return 1
    many = 1
    for other in range(table.shape[0]):
        if other != seat and table[other] != -1 and blocks[table[other]] == blocks[person]:
            found[many] = other
            many += 1
    return many


@compiled
def _fill(table: Slots, found: Slots, many: int, wanted: int, blocks: Slots) -> int:
    """Add seats of people who move alone, or empty ones, up to the number wanted; how many there are."""
    for seat in range(table.shape[0]):
        if many == wanted:
            break
        is_free = table[seat] == -1 or blocks[table[seat]] == -1
        for known in range(many):
            is_free = is_free and found[known] != seat
        if is_free:
            found[many] = seat
            many += 1
    return many


@compiled
def _may(
    tables: Slots, here: int, there: int, ones: Slots, twos: Slots, many: int, bounds: Slots,
    corps: Slots, allowed: Flags,
) -> bool:  # fmt: skip
    """Are all these people allowed at the other table, in the place of one of their corps, sizes holding?"""
    balance = 0
    for k in range(many):
        a, b = tables[here, ones[k]], tables[there, twos[k]]
        if (a != -1 and not allowed[a, there]) or (b != -1 and not allowed[b, here]):
            return False
        if (corps[a] if a != -1 else 0) != (corps[b] if b != -1 else 0):
            return False
        balance += (1 if b == -1 else 0) - (1 if a == -1 else 0)
    if balance == 0:
        return True
    leaner, fuller = (here, there) if balance > 0 else (there, here)
    if _size(tables[leaner]) - abs(balance) < bounds[0]:
        return False
    return bool(_size(tables[fuller]) + abs(balance) <= bounds[1])


@compiled
def _size(table: Slots) -> int:
    size = 0
    for seat in range(table.shape[0]):
        size += 1 if table[seat] != -1 else 0
    return size


@compiled
def _exchange(
    slots: Slots, where: Slots, counts: Counts, bounds: Slots, pairs: Ints, corps: Slots,
    blocks: Slots, allowed: Flags, bands: Slots, speaks: Ints, company: Flags,
    throws: Ints, heat: int, patience: Ints, costs: Ints, best: Slots,
) -> int:  # fmt: skip
    """One chunk of exchanges inside rounds."""
    rounds, tables, seats = slots.shape
    ones, twos = np.empty(seats, dtype=np.int32), np.empty(seats, dtype=np.int32)
    taken = 0
    for k in range(throws.shape[0]):
        first, two = place_of(throws[k], rounds * tables * seats), other_place_of(throws[k], tables * seats)
        number, one = first // (tables * seats), first % (tables * seats)
        here, there, room = one // seats, two // seats, slots[number]
        if here == there or (room[here, one % seats] == -1 and room[there, two % seats] == -1):
            continue
        many = _unit(room[here], one % seats, blocks, ones)
        others = _unit(room[there], two % seats, blocks, twos)
        wanted = max(many, others)
        many, others = (
            _fill(room[here], ones, many, wanted, blocks),
            _fill(room[there], twos, others, wanted, blocks),
        )
        if many != others or not _may(room, here, there, ones, twos, many, bounds[number], corps, allowed):
            continue
        change = _judged(
            room, where[number], counts, pairs, here, there, ones, twos, many, bands, speaks, company
        )
        if is_taken(change, heat, throws[k], patience):
            _move(room, where[number], counts, pairs, here, there, ones, twos, many, bands, speaks, company)
            taken += 1
            note(slots, costs, best, change)
    return taken


@compiled
def _judged(
    room: Slots, where: Slots, counts: Counts, pairs: Ints, here: int, there: int,
    ones: Slots, twos: Slots, many: int, bands: Slots, speaks: Ints, company: Flags,
) -> int:  # fmt: skip
    """What an exchange would change in all; most are refused, so one for one is counted without making it."""
    if many > 1:
        change = _move(room, where, counts, pairs, here, there, ones, twos, many, bands, speaks, company)
        _move(room, where, counts, pairs, here, there, ones, twos, many, bands, speaks, company)
        return change
    a, b = room[here, ones[0]], room[there, twos[0]]
    change = parting(room[here], ones[0], b, counts, pairs) + parting(room[there], twos[0], a, counts, pairs)
    change -= of_table(room[here], bands, speaks, company) + of_table(room[there], bands, speaks, company)
    room[here, ones[0]], room[there, twos[0]] = b, a
    change += of_table(room[here], bands, speaks, company) + of_table(room[there], bands, speaks, company)
    room[here, ones[0]], room[there, twos[0]] = a, b
    return change


@compiled
def _move(
    room: Slots, where: Slots, counts: Counts, pairs: Ints, here: int, there: int,
    ones: Slots, twos: Slots, many: int, bands: Slots, speaks: Ints, company: Flags,
) -> int:  # fmt: skip
    """Exchange these seats one for one; what it changes in all. Done twice, it changes nothing."""
    seats = room.shape[1]
    change = -of_table(room[here], bands, speaks, company) - of_table(room[there], bands, speaks, company)
    for k in range(many):
        change += swap(room, where, counts, pairs, here * seats + ones[k], there * seats + twos[k])
    return (
        change + of_table(room[here], bands, speaks, company) + of_table(room[there], bands, speaks, company)
    )
