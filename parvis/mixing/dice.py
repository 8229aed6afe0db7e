"""Dice everyone can throw again: the same seed gives the same numbers on every machine.

One throw is one 63-bit integer, cut in three: two places to look at, and a chance. PCG64's raw stream is
fixed by its algorithm; numpy promises it for good, which it does not for its distributions.
"""

from math import log

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.compiling import compiled

Ints = NDArray[np.int64]
PLACE = 21  # bits of one place: up to two million people
_PLACES = (1 << PLACE) - 1
_CHANCES = 12  # bits looked up in `patience`
UNIT = 16  # bits after the point, in `patience`


class Dice:
    """Throws by the chunk, from a seed."""

    def __init__(self, seed: int) -> None:
        self._bits = np.random.PCG64(seed)

    def throw(self, many: int) -> Ints:
        """So many integers of 63 bits."""
        raw = np.asarray(self._bits.random_raw(many), dtype=np.uint64)
        return (raw >> np.uint64(1)).astype(np.int64)

    def one_of(self, many: int) -> int:
        """A number under `many`, as likely as every other (to one in four million)."""
        return place_of(int(self.throw(1)[0]), many)

    def shuffled(self, many: int) -> Ints:
        """The numbers from 0 to many - 1, in some order."""
        return np.argsort(self.throw(many), kind="stable")


@compiled
def place_of(throw: int, many: int) -> int:
    """The first place this throw shows, among `many`."""
    return ((throw & _PLACES) * many) >> PLACE


@compiled
def other_place_of(throw: int, many: int) -> int:
    """The second one."""
    return (((throw >> PLACE) & _PLACES) * many) >> PLACE


@compiled
def is_taken(loss: int, heat: int, throw: int, patience: Ints) -> bool:
    """Metropolis' rule on integers: a gain always, a loss the more rarely as it is large for the heat."""
    if loss <= 0:
        return True
    return bool((loss << UNIT) <= heat * patience[throw >> (63 - _CHANCES)])


def patience() -> Ints:
    """How many times the heat a loss may be, for each of 4,096 equal chances: -ln(chance), as integers."""
    many = 1 << _CHANCES
    return np.array([round(-log((k + 0.5) / many) * (1 << UNIT)) for k in range(many)], dtype=np.int64)


PATIENCE = patience()
