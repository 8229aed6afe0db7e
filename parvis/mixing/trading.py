"""Exchange the whole evenings of two people: each meets as many as before, only others.

What a design guarantees stays so; only who takes which of its places changes.
"""

from parvis.mixing.compiling import compiled
from parvis.mixing.counting import Counts, Flags, Slots, note, of_table, swap
from parvis.mixing.dice import Ints, is_taken, other_place_of, place_of


@compiled
def trade(
    slots: Slots, where: Slots, counts: Counts, pairs: Ints, corps: Slots, blocks: Slots,
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
            note(slots, costs, best, change)
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
    slots: Slots, where: Slots, counts: Counts, pairs: Ints, a: int, b: int,
    bands: Slots, speaks: Ints, company: Flags,
) -> int:  # fmt: skip
    seats, change = slots.shape[2], 0
    for number in range(slots.shape[0]):
        one, two = where[number, a], where[number, b]
        room, here, there = slots[number], one // seats, two // seats
        if here == there:
            continue
        change -= of_table(room[here], bands, speaks, company) + of_table(room[there], bands, speaks, company)
        change += swap(room, where[number], counts, pairs, one, two)
        change += of_table(room[here], bands, speaks, company) + of_table(room[there], bands, speaks, company)
    return change
