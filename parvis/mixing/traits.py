"""What people said of themselves, as numbers: only declared attributes, each with its weight, never guessed.

The difference of two people is Gower's (1971): 0 when all they declared is the same, 1 when nothing is. Who
declined to say counts as different from nobody, and is mixed all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.compiling import compiled
from parvis.mixing.dice import Ints

Codes = NDArray[np.int16]
SILENT = -1  # declined to say
WHOLE = 1 << 10  # a difference of 1, as an integer


@dataclass(frozen=True)
class Traits:
    """codes: (people, attributes), from 0; -1 for who declined. spans: 0 for kinds (equal or not), else the
    largest code of an ordered attribute (age bands): difference grows with the distance. weights: integers
    that add up to about 1,024."""

    codes: Codes
    weights: Ints
    spans: Ints

    def __len__(self) -> int:
        return len(self.codes)

    def of(self, people: Ints) -> "Traits":
        """The same, for some of the people."""
        return Traits(self.codes[people], self.weights, self.spans)


def traits_of(
    codes: Sequence[Sequence[int]] | Codes, weights: Sequence[float], *, is_ordered: Sequence[bool]
) -> Traits:
    """Traits from codes (people, attributes), the weight of each, and whether its codes have an order.

    ValueError when the lengths do not agree or a weight is negative.
    """
    table = np.array(codes, dtype=np.int16)
    share = np.array(weights, dtype=np.float64)
    if table.ndim != 2 or not table.shape[1] == len(share) == len(is_ordered) or (share < 0).any():
        raise ValueError("one weight, not negative, and one order for each attribute")
    whole = share.sum() or 1.0
    largest = table.max(axis=0, initial=0).astype(np.int64)
    spans = np.where(np.array(is_ordered, dtype=bool), np.maximum(largest, 1), 0).astype(np.int64)
    return Traits(table, np.rint(share / whole * WHOLE).astype(np.int64), spans)


def no_traits(people: int) -> Traits:
    """Nobody said anything."""
    return Traits(
        np.zeros((people, 0), dtype=np.int16), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    )


@compiled
def difference(codes: Codes, weights: Ints, spans: Ints, one: int, other: int) -> int:
    """How much two people differ, of 1,024."""
    found = 0
    for k in range(weights.shape[0]):
        a, b = codes[one, k], codes[other, k]
        if a == b or a == -1 or b == -1:
            continue
        found += weights[k] if spans[k] == 0 else weights[k] * abs(a - b) // spans[k]
    return found


def differences(traits: Traits) -> Ints:
    """All of them: (people, people), of 1,024."""
    found = np.zeros((len(traits),) * 2, dtype=np.int64)
    for k, weight in enumerate(traits.weights):
        mine = traits.codes[:, k].astype(np.int64)
        said = (mine != SILENT)[:, None] & (mine != SILENT)[None, :]
        gap = np.abs(mine[:, None] - mine[None, :])
        part = weight * gap // traits.spans[k] if traits.spans[k] else weight * (gap > 0)
        found += np.where(said, part, 0)
    return found
