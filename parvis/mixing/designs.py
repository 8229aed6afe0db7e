"""Rounds known by construction: nobody meets twice, at once and for any size that arithmetic allows.

A schedule is (rounds, people): the table of each person in each round, tables all of one size.
"""

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.eight_fours import eight_fours
from parvis.mixing.fields import invertible_apart, ring

Schedule = NDArray[np.int32]


def circle(people: int) -> Schedule:
    """Pairs: everyone meets everyone once in people - 1 rounds. The circle method; people even."""
    rounds = np.empty((people - 1, people), dtype=np.int32)
    ring_of = people - 1
    for number in range(ring_of):
        rounds[number, people - 1] = 0
        rounds[number, number] = 0
        for step in range(1, people // 2):
            rounds[number, (number + step) % ring_of] = step
            rounds[number, (number - step) % ring_of] = step
    return rounds


def transversal(tables: int, size: int) -> Schedule | None:
    """A resolvable transversal design, and what its rows allow besides; None when arithmetic has none.

    Person (row, column) sits in round m at table column + m × row, over a ring with as many elements as
    tables: two people of different rows meet exactly once in `tables` rounds. People of one row have not met:
    when a row can be seated by itself, its own rounds follow, all rows at the same time.
    """
    if tables < size or tables < 2:
        return None
    sums, products, rows = ring(tables)
    if rows < size:
        return None
    elements = invertible_apart(tables)
    columns = np.arange(tables)
    rounds = [
        np.concatenate([sums[columns, products[number, elements[row]]] for row in range(size)])
        for number in range(tables)
    ]
    return np.array(rounds + _within_rows(tables, size), dtype=np.int32)


def _within_rows(tables: int, size: int) -> list[NDArray[np.int64]]:
    if tables % size:
        return []
    inside = known(tables // size, size)
    per_row = tables // size
    return [
        np.concatenate([row * per_row + seats.astype(np.int64) for row in range(size)]) for seats in inside
    ]


def known(tables: int, size: int) -> Schedule:
    """The longest schedule without a second meeting that construction gives; at least one round."""
    people = tables * size
    if size == 1 or tables == 1:
        return (
            np.zeros((1, people), dtype=np.int32) if tables == 1 else np.arange(people, dtype=np.int32)[None]
        )
    if size == 2:
        return circle(people)
    if (tables, size) == (8, 4):
        return eight_fours()
    design = transversal(tables, size)
    return np.repeat(np.arange(tables, dtype=np.int32), size)[None] if design is None else design


def meetings(schedule: NDArray[np.int32]) -> NDArray[np.int32]:
    """How often each two people sit at one table: (people, people), nought on the diagonal. -1: absent."""
    count = np.zeros((schedule.shape[1],) * 2, dtype=np.int32)
    for seats in schedule:
        count += (seats[:, None] == seats[None, :]) & (seats >= 0)[:, None]
    np.fill_diagonal(count, 0)
    return count


def repeats(schedule: NDArray[np.int32]) -> int:
    """How many meetings are not a first one."""
    return int(np.maximum(np.triu(meetings(schedule)) - 1, 0).sum())


def least_repeats(people: int, tables: int, rounds: int) -> int:
    """No schedule has fewer: more meetings than there are pairs are second meetings."""
    size, larger = divmod(people, tables)
    each = (tables - larger) * size * (size - 1) // 2 + larger * size * (size + 1) // 2
    return max(0, rounds * each - people * (people - 1) // 2)
