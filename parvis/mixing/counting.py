"""What a table costs, and what changes when two seats are exchanged: the counting under an evening."""

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.compiling import compiled
from parvis.mixing.dice import Ints

Slots = NDArray[np.int32]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int16]
AGAIN = 1 << 13  # a second meeting this evening; a whole difference is 1 << 10
PAST = 3 << 11  # a meeting the past remembers as if it were yesterday
ALONE = 1 << 16  # each who has nobody of their band, though somebody of it is here: before second meetings
APART = 1 << 16
SPEECHLESS = 1 << 16  # each who does not speak the language of their table
MOST_LANGUAGES = 16


@compiled
def of_table(table: Slots, bands: Slots, speaks: Ints, company: Flags) -> int:
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
    return int(fewest)


@compiled
def _is_alone(table: Slots, seat: int, bands: Slots, k: int) -> bool:
    for other in range(table.shape[0]):
        if other != seat and table[other] != -1 and bands[table[other], k] == bands[table[seat], k]:
            return False
    return True


@compiled
def _count(table: Slots, seat: int, counts: Counts, pairs: Ints, step: int) -> int:
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
def parting(table: Slots, seat: int, comes: int, counts: Counts, pairs: Ints) -> int:
    """What meetings would change if somebody else took this seat; -1: nobody. Nothing is touched."""
    leaves, change = table[seat], 0
    for other in range(table.shape[0]):
        neighbour = table[other]
        if other == seat or neighbour == -1:
            continue
        if leaves != -1:
            change -= pairs[leaves, neighbour] + (AGAIN if counts[leaves, neighbour] > 1 else 0)
        if comes != -1:
            change += pairs[comes, neighbour] + (AGAIN if counts[comes, neighbour] > 0 else 0)
    return change


@compiled
def swap(tables: Slots, where: Slots, counts: Counts, pairs: Ints, one: int, two: int) -> int:
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
def note(slots: Slots, costs: Ints, best: Slots, change: int) -> None:
    costs[0] += change
    if costs[0] < costs[1]:
        costs[1] = costs[0]
        best[:] = slots
