"""The simple rule one would write first: each in turn sits where it costs least now. To compare with."""

import numpy as np
from numpy.typing import NDArray

Schedule = NDArray[np.int32]


def seat_in_turn(
    people: int, tables: int, rounds: int, strange: NDArray[np.float64] | None = None
) -> Schedule:
    """(rounds, people): each person, in an order drawn by lot, sits where they know the fewest.

    strange: (people, people), what each pair adds by sitting together: less than nought when they should not.
    """
    dice = np.random.default_rng(0)
    cost = np.zeros((people, people)) if strange is None else -strange
    schedule = np.empty((rounds, people), dtype=np.int32)
    sizes = np.full(tables, people // tables) + (np.arange(tables) < people % tables)
    for number in range(rounds):
        seats, free = np.full(people, -1), sizes.copy()
        for person in dice.permutation(people):
            at_each = np.array([cost[person, seats == table].sum() for table in range(tables)])
            seats[person] = int(np.where(free > 0, at_each, np.inf).argmin())
            free[seats[person]] -= 1
        cost += 1000 * (seats[:, None] == seats[None, :])
        schedule[number] = seats
    return schedule


def group_in_turn(gains: NDArray[np.float64], bounds: list[tuple[int, int]]) -> NDArray[np.int64]:
    """(people,): each person joins the group where they gain most; groups reach their least size first."""
    low, high = np.array(bounds).T
    groups, sizes = np.full(len(gains), -1), np.zeros(len(bounds), dtype=np.int64)
    for person in np.random.default_rng(0).permutation(len(gains)):
        at_each = np.array([gains[person, groups == group].sum() for group in range(len(bounds))])
        missing = int(np.maximum(low - sizes, 0).sum())
        left = int((groups < 0).sum())
        may = sizes < (low if missing >= left else high)
        groups[person] = int(np.where(may, at_each, -np.inf).argmax())
        sizes[groups[person]] += 1
    return groups
