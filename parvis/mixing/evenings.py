"""The inner loop of an evening: who sits where in each round, what it costs, and exchanges that cost less.

What counts, the heavier first: nobody alone of their age or language, what must not be (apart, no common
language), meeting again this evening, meeting again what the past remembers, and then difference. Weights are
such that the lighter never outweighs the heavier for one person, and annealing still finds its way.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.compiling import compiled
from parvis.mixing.dice import PATIENCE, Ints, is_taken, other_place_of, place_of

Slots = NDArray[np.int32]
Flags = NDArray[np.bool_]
AGAIN = 1 << 13  # a second meeting this evening; a whole difference is 1 << 10
PAST = 3 << 11  # a meeting the past remembers as if it were yesterday
ALONE = 1 << 14
APART = 1 << 16
SPEECHLESS = 1 << 16  # each who does not speak the language of their table
MOST_LANGUAGES = 16


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

    def __init__(self, slots: Slots, least: Slots, facts: Facts) -> None:
        """slots: (rounds, tables, seats), -1 for an empty one; least: fewest people of a table, by round."""
        self.slots, self.least, self.facts = slots, least, facts
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
        return pairs + sum(_of_table(table, *facts) for tables in self.slots for table in tables)

    def chunk(self, throws: Ints, heat: int) -> int:
        """Try to exchange people, or those who stay together, inside rounds."""
        f = self.facts
        return _exchange(
            self.slots, self.where, self.counts, self.least, f.pairs, f.corps, f.blocks, f.allowed,
            f.bands, f.speaks, f.company, throws, heat, PATIENCE, self.costs, self.best,
        )  # fmt: skip

    def relabel(self, throws: Ints, heat: int) -> int:
        """Try to exchange the whole evenings of two people: nobody meets more often than before."""
        f = self.facts
        return _trade(
            self.slots, self.where, self.counts, f.pairs, f.corps, f.blocks, f.allowed,
            f.bands, f.speaks, f.company, throws, heat, PATIENCE, self.costs, self.best,
        )  # fmt: skip


@compiled
def _of_table(table: Slots, bands: Slots, speaks: Ints, company: Flags) -> int:
    """What a table costs by itself: people alone of their band, no language in common."""
    common, found = -1, 0
    for seat in range(table.shape[0]):
        person = table[seat]
        if person == -1:
            continue
        common &= speaks[person] or -1
        for k in range(bands.shape[1]):
            band = bands[person, k]
            if band >= 0 and company[k, band] and _is_alone(table, seat, bands, k):
                found += ALONE
    return found + (SPEECHLESS * _strangers_to_all(table, speaks) if common == 0 else 0)


@compiled
def _strangers_to_all(table: Slots, speaks: Ints) -> int:
    """How many do not speak the language most here speak."""
    fewest = table.shape[0]
    for language in range(MOST_LANGUAGES):
        strangers = 0
        for seat in range(table.shape[0]):
            if table[seat] != -1 and speaks[table[seat]] and not (speaks[table[seat]] >> language) & 1:
                strangers += 1
        fewest = min(fewest, strangers)
    return fewest


@compiled
def _is_alone(table: Slots, seat: int, bands: Slots, k: int) -> bool:
    for other in range(table.shape[0]):
        if other != seat and table[other] != -1 and bands[table[other], k] == bands[table[seat], k]:
            return False
    return True


@compiled
def _count(table: Slots, seat: int, counts: NDArray[np.int16], pairs: Ints, step: int) -> int:
    """Take the person of this seat away (-1) or bring them (1); what their meetings change."""
    person, change = table[seat], 0
    if person == -1:
        return 0
    for other in range(table.shape[0]):
        neighbour = table[other]
        if other == seat or neighbour == -1:
            continue
        met = counts[person, neighbour] + (0 if step > 0 else -1)
        change += step * (pairs[person, neighbour] + (AGAIN if met > 0 else 0))
        counts[person, neighbour] += step
        counts[neighbour, person] += step
    return change


@compiled
def _swap(tables: Slots, where: Slots, counts: NDArray[np.int16], pairs: Ints, one: int, two: int) -> int:
    """Exchange two slots of a round (numbers in the flattened tables); what meetings that changes."""
    seats = tables.shape[1]
    here, there = tables[one // seats], tables[two // seats]
    a, b = one % seats, two % seats
    change = _count(here, a, counts, pairs, -1) + _count(there, b, counts, pairs, -1)
    leaves, comes = here[a], there[b]
    here[a], there[b] = comes, leaves
    if leaves != -1:
        where[leaves] = two
    if comes != -1:
        where[comes] = one
    return change + _count(here, a, counts, pairs, 1) + _count(there, b, counts, pairs, 1)


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
    tables: Slots, here: int, there: int, ones: Slots, twos: Slots, many: int, least: int,
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
    return _size(tables[here if balance > 0 else there]) - abs(balance) >= least


@compiled
def _size(table: Slots) -> int:
    size = 0
    for seat in range(table.shape[0]):
        size += 1 if table[seat] != -1 else 0
    return size


@compiled
def _exchange(
    slots: Slots, where: Slots, counts: NDArray[np.int16], least: Slots, pairs: Ints, corps: Slots,
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
        if many != others or not _may(room, here, there, ones, twos, many, least[number], corps, allowed):
            continue
        change = _move(
            room, where[number], counts, pairs, here, there, ones, twos, many, bands, speaks, company
        )
        if is_taken(change, heat, throws[k], patience):
            taken += 1
            _note(slots, costs, best, change)
        else:
            _move(room, where[number], counts, pairs, here, there, ones, twos, many, bands, speaks, company)
    return taken


@compiled
def _move(
    room: Slots, where: Slots, counts: NDArray[np.int16], pairs: Ints, here: int, there: int,
    ones: Slots, twos: Slots, many: int, bands: Slots, speaks: Ints, company: Flags,
) -> int:  # fmt: skip
    """Exchange these seats one for one; what it changes in all. Done twice, it changes nothing."""
    seats = room.shape[1]
    change = -_of_table(room[here], bands, speaks, company) - _of_table(room[there], bands, speaks, company)
    for k in range(many):
        change += _swap(room, where, counts, pairs, here * seats + ones[k], there * seats + twos[k])
    return (
        change
        + _of_table(room[here], bands, speaks, company)
        + _of_table(room[there], bands, speaks, company)
    )


@compiled
def _note(slots: Slots, costs: Ints, best: Slots, change: int) -> None:
    costs[0] += change
    if costs[0] < costs[1]:
        costs[1] = costs[0]
        best[:] = slots


@compiled
def _trade(
    slots: Slots, where: Slots, counts: NDArray[np.int16], pairs: Ints, corps: Slots, blocks: Slots,
    allowed: Flags, bands: Slots, speaks: Ints, company: Flags,
    throws: Ints, heat: int, patience: Ints, costs: Ints, best: Slots,
) -> int:  # fmt: skip
    """One chunk of exchanges of whole evenings, between people who move alone and are here all evening."""
    people, taken = corps.shape[0], 0
    for k in range(throws.shape[0]):
        a, b = place_of(throws[k], people), other_place_of(throws[k], people)
        if a == b or corps[a] != corps[b] or blocks[a] != -1 or blocks[b] != -1:
            continue
        if not _may_trade(slots, where, allowed, a, b):
            continue
        change = _trade_all(slots, where, counts, pairs, a, b, bands, speaks, company)
        if is_taken(change, heat, throws[k], patience):
            taken += 1
            _note(slots, costs, best, change)
        else:
            _trade_all(slots, where, counts, pairs, a, b, bands, speaks, company)
    return taken


@compiled
def _may_trade(slots: Slots, where: Slots, allowed: Flags, a: int, b: int) -> bool:
    seats = slots.shape[2]
    for number in range(slots.shape[0]):
        if where[number, a] == -1 or where[number, b] == -1:
            return False
        if not allowed[a, where[number, b] // seats] or not allowed[b, where[number, a] // seats]:
            return False
    return True


@compiled
def _trade_all(
    slots: Slots, where: Slots, counts: NDArray[np.int16], pairs: Ints, a: int, b: int,
    bands: Slots, speaks: Ints, company: Flags,
) -> int:  # fmt: skip
    seats, change = slots.shape[2], 0
    for number in range(slots.shape[0]):
        one, two = where[number, a], where[number, b]
        room, here, there = slots[number], one // seats, two // seats
        if here == there:
            continue
        change -= _of_table(room[here], bands, speaks, company) + _of_table(
            room[there], bands, speaks, company
        )
        change += _swap(room, where[number], counts, pairs, one, two)
        change += _of_table(room[here], bands, speaks, company) + _of_table(
            room[there], bands, speaks, company
        )
    return change
