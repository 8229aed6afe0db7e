"""Look for rounds that turn into one another: a search so much smaller that it finds what chance does not.

Some people stay, the others stand in rings of `turns`; seating one round and letting the rings turn by one
gives the next. Two people of one ring are then told by their distance, two of different rings by their
offset: each such *kind* of pair must be seated together at most once in the base rounds. Kirkman's
schoolgirls and most known schedules have such a symmetry (the method of differences; Bose, 1939).
"""

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.dice import Dice, Ints
from parvis.mixing.exchanging import Kinds, Rounds, seats_of, slots_by_lot

Schedule = NDArray[np.int32]
HOT, COLD = 500, 200  # heats, of 1,024 for one repeated meeting
_STEPS = 24
_STAYING = 4  # with more people who do not turn, no such schedule is looked for


def turns_to_try(people: int, rounds: int) -> list[int]:
    """By how many steps rounds may turn into one another: the divisors of their number, the most first."""
    divisors = [turns for turns in range(rounds, 2, -1) if rounds % turns == 0]
    return [turns for turns in divisors if turns < people and people % turns <= _STAYING]


def turned(
    people: int, tables: int, rounds: int, turns: int, *, dice: Dice, moves: int
) -> tuple[Schedule, int]:
    """A schedule whose rounds are a few base rounds, each turned; and how many meetings it repeats.

    people: a multiple of tables. turns: divides rounds. Schedule: (rounds, people).
    """
    kinds, worth = kinds_of(people, turns)
    search = Rounds(slots_by_lot(rounds // turns, people, tables, dice), kinds, worth)
    for heat in np.geomspace(HOT, COLD, _STEPS):
        search.chunk(dice.throw(max(moves // _STEPS, 1)), int(heat) * turns)
        if search.least == 0:
            break
    bases = seats_of(search.best, people)
    return np.concatenate([unrolled(seats, turns) for seats in bases]), search.least


def kinds_of(people: int, turns: int) -> tuple[Kinds, Ints]:
    """The kind of each pair, and for each kind what one meeting adds to its pairs, and how many they are."""
    ring, place = np.arange(people) // turns, np.arange(people) % turns
    staying = ring == people // turns
    offset = (place[None, :] - place[:, None]) % turns
    offset = np.where(staying[:, None] & ~staying[None, :], 0, offset)
    offset = np.where(staying[:, None] & staying[None, :], place[None, :] * turns + place[:, None], offset)
    offset = np.where(~staying[:, None] & staying[None, :], place[None, :], offset)
    name = (ring[:, None] * people + ring[None, :]) * turns**2 + offset
    name = np.where(staying[:, None] & ~staying[None, :], name + place[:, None] * turns, name)
    mirrored = np.minimum(name, name.T)
    kinds = np.unique(mirrored, return_inverse=True)[1].reshape(people, people).astype(np.int32)
    pairs = np.bincount(kinds[np.triu_indices(people, 1)], minlength=int(kinds.max()) + 1)
    each = turns // np.maximum(pairs, 1)
    return kinds, np.column_stack([each, pairs]).astype(np.int64)


def unrolled(seats: NDArray[np.int32], turns: int) -> Schedule:
    """All rounds of a base round: whoever turns takes, each round, the seat of who stood before them."""
    people = len(seats)
    numbers, rounds = np.arange(people), []
    turning = numbers < people // turns * turns
    for turn in range(turns):
        stood = numbers // turns * turns + (numbers - turn) % turns
        rounds.append(seats[np.where(turning, stood, numbers)])
    return np.array(rounds, dtype=np.int32)
