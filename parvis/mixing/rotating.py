"""Several rounds around tables, in which people meet again as rarely as can be.

Known as the social golfer problem. What construction gives comes first, at once; then rounds that turn into
one another, by chance, then outright; then a search without any symmetry. The best of all is kept.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.compiling import IS_FAST
from parvis.mixing.covering import covered
from parvis.mixing.designs import Schedule, known, least_repeats, meetings, repeats
from parvis.mixing.dice import Dice
from parvis.mixing.exchanging import Rounds, seats_of, slots_by_lot
from parvis.mixing.turning import COLD, HOT, turned, turns_to_try

Effort = Literal["draft", "swift", "steady", "quick", "best"]
# A person. Swift: while somebody waits, also where nothing is compiled; steady: 200 people within 3 s.
MOVES = {"draft": 1_000, "swift": 4_000, "steady": 10_000, "quick": 25_000, "best": 300_000}
_TRIES = 12  # short searches find more than one long one
_SLOWLY = 50  # fewer moves where nothing is compiled
_STEPS = 64
_A_NODE = 50  # moves that take as long as a node of the search by tables


def rotate(
    people: int, tables: int, rounds: int, *, seed: int = 0, effort: Effort = "quick"
) -> NDArray[np.int32]:
    """The table of each person in each round, repeated meetings made as few as can be found.

    Sizes of tables differ by at most one. Gives (rounds, people), tables numbered from 0. The same seed and
    effort give the same rounds. ValueError when a table would stay empty or a number is not positive.
    """
    if not (people > 0 and tables > 0 and rounds > 0) or people < tables:
        raise ValueError(f"{people} people cannot fill {tables} tables for {rounds} rounds")
    dice, enough = Dice(seed), least_repeats(people, tables, rounds)
    best = constructed(people, tables, rounds)
    moves = MOVES[effort] * people // (1 if IS_FAST else _SLOWLY)
    for look in (_turning, _covering, _searched):
        if best is not None and repeats(best) <= enough:
            break
        found = look(people, tables, rounds, dice, moves)
        if found is not None and (best is None or repeats(found) < repeats(best)):
            best = found
    assert best is not None
    return best


def constructed(people: int, tables: int, rounds: int) -> Schedule | None:
    """What construction gives for these numbers; None when it has too few rounds, or people do not fit."""
    size = -(-people // tables)
    design = known(tables, size)
    if len(design) < rounds:
        return None
    design = design[:rounds]
    away = strangers(design, tables * size - people)
    return None if away is None else np.delete(design, away, axis=1)


def strangers(design: Schedule, many: int) -> NDArray[np.int64] | None:
    """So many people who never sit together, to leave out of a design made for more; None when not found."""
    met, chosen = meetings(design) > 0, list[int]()
    while len(chosen) < many:
        free = np.flatnonzero(~met[chosen].any(axis=0)) if chosen else np.arange(design.shape[1])
        free = np.setdiff1d(free, chosen)
        if not len(free):
            return None
        chosen.append(int(free[0]))
    return np.array(chosen, dtype=np.int64)


def _turning(people: int, tables: int, rounds: int, dice: Dice, moves: int) -> Schedule | None:
    """Try each way of turning again and again, sharing the moves out; stops where nobody meets twice."""
    ways = turns_to_try(people, rounds) if people % tables == 0 else []
    best, fewest, each = None, 1 << 30, max(moves // (_TRIES * max(len(ways), 1)), 1)
    for turns in ways * _TRIES:
        found, repeated = turned(people, tables, rounds, turns, dice=dice, moves=each)
        if repeated < fewest:
            best, fewest = found, repeated
        if not fewest:
            break
    return best


def _covering(people: int, tables: int, rounds: int, dice: Dice, moves: int) -> Schedule | None:
    """One base round of all, found outright; only where that is compiled, and large tables are few."""
    if not IS_FAST or people % tables or rounds not in turns_to_try(people, rounds) or people // tables < 3:
        return None
    return covered(people, tables, rounds, dice=dice, nodes=moves // _A_NODE, tries=_TRIES)


def _searched(people: int, tables: int, rounds: int, dice: Dice, moves: int) -> Schedule:
    """Annealing over all rounds at once, each pair counted for itself."""
    numbers = np.arange(people)
    first, second = np.minimum(numbers[:, None], numbers), np.maximum(numbers[:, None], numbers)
    kinds = (first * people + second).astype(np.int32)
    worth = np.ones((people * people, 2), dtype=np.int64)
    search = Rounds(slots_by_lot(rounds, people, tables, dice), kinds, worth)
    for heat in np.geomspace(HOT, COLD / 2, _STEPS).astype(int):
        search.chunk(dice.throw(max(moves // _STEPS, 1)), int(heat))
        if search.least <= least_repeats(people, tables, rounds):
            break
    return seats_of(search.best, people)
