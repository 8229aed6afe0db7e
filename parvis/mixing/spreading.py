"""One partition in which those who sit together differ most: the maximally diverse grouping problem.

Annealing, from the top and then again and again from the best, each time half as warm. Sizes may vary within
their bounds. No group is favoured: the sum is over pairs, so a few large groups are worth more than as many
people in even ones; sizes begin there, and only then may people leave a group alone.
"""

from collections import deque
from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.compiling import IS_FAST
from parvis.mixing.cooling import cool, heats_of
from parvis.mixing.dice import Dice
from parvis.mixing.partitioning import Partition
from parvis.mixing.sizing import even_sizes, fullest_sizes, seated

Floats = NDArray[np.float64]
Groups = NDArray[np.int32]
Bounds = Sequence[tuple[int, int]]
_TOP, _AGAIN, _TIMES = 0.2, 0.15, 4  # shares of the moves: from the top, sizes kept, then free; from the best
_ENDS = 0.001  # where so few exchanges are taken, it is cold
_A_CHUNK = 1 << 17  # exchanges judged at one heat
_TO_MEASURE = 50  # offers, to learn how many are taken at a heat
_TO_SETTLE = 8  # offers a person, when all is cold
QUICK = 100_000 if IS_FAST else 1_000  # moves a person


def spread(
    gains: Floats, bounds: Bounds, *, seed: int = 0, moves: int | None = None, seconds: float | None = None
) -> Groups:
    """Seat people in groups so that the gains inside groups add up to as much as can be found.

    gains: (people, people), symmetric: what two people bring by sitting together; the diagonal is not read.
    bounds: least and most people of each group. moves: how many exchanges to try; the same seed and moves
    give the same groups on every machine. seconds: tries until that long instead (another machine, another
    answer). Gives (people,): the group of each. SizesDoNotFit; ValueError when gains are not a square.
    """
    gains = _checked(gains)
    people, low, high = len(gains), *np.array(bounds, dtype=np.int64).reshape(-1, 2).T
    dice, even = Dice(seed), even_sizes(people, low, high)
    if len(low) < 2 or people < 2:
        return seated(even, dice).astype(np.int32)
    sizes = fullest_sizes(people, low, high) if gains.sum() > 0 else even
    search = Partition(gains, seated(sizes, dice), low, high, dice)
    moves = moves if moves is not None else (QUICK * people if seconds is None else 1 << 40)
    if moves:
        _look(search, dice, -(-moves // people), seconds, is_free=bool((low < high).any()))
    return search.best.astype(np.int32)


def worth(gains: Floats, groups: Groups) -> float:
    """What a partition is worth: the gains of all pairs inside groups."""
    together = groups[:, None] == groups[None, :]
    return float(np.triu(np.where(together, gains, 0.0), 1).sum())


def _checked(gains: Floats) -> Floats:
    gains = np.array(gains, dtype=np.float64)
    if gains.ndim != 2 or gains.shape[0] != gains.shape[1] or not np.isfinite(gains).all():
        raise ValueError("gains are a square of finite numbers")
    np.fill_diagonal(gains, 0.0)
    return gains


def _look(search: Partition, dice: Dice, offers: int, seconds: float | None, *, is_free: bool) -> None:
    """Cool from the top, then again and again from the best seen, half as warm: twice as near in all."""
    fixed, free = partial(search.chunk, may_grow=False), partial(search.chunk, may_grow=is_free)
    people = len(search.best)
    first, last = heats_of(fixed, dice, search.hottest(), _TO_MEASURE, ends=_ENDS)
    warm = round((first * last) ** 0.5)
    parts = [(_TOP, first, fixed), (_TOP, first, free), *[(_AGAIN, warm, free)] * _TIMES]
    for part, heat, chunk in parts:
        each = int(offers * part), seconds and seconds * part
        deque(cool(chunk, dice, (heat, last), *each, most=max(_A_CHUNK // people, 1)), maxlen=0)
        search.go_back()
    search.chunk(dice.throw(_TO_SETTLE * people), 0, may_grow=is_free)
