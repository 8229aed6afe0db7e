"""Eight tables of four, ten rounds, nobody meets twice: over the field of eight elements.

People are (row i, element x): four rows of eight. Let m be 0, 1, a, a², one for each row: they are affinely
independent.

1. In round k, x of each row sits with x + m[i] k: rows i and j differ by (m[i] + m[j]) k, another value for
   each k. Only the six rounds where k is neither 0 nor 1 are kept: rows i and j have then met at all
   differences but 0 and s = m[i] + m[j].
2. {x, x + s} of row i with {y, y + s} of row j, x = y and its like, meet at just those two differences.
   Rows pair off in three ways: three rounds. In row i they used the differences m[i] + m[j], j ≠ i.
3. Sums of two of these three, with 0, are a plane none of the three lies in: in the last round each row
   sits as that plane and its other side.

Each person meets 30 of the 31 others: in their own row, x + m[0] + m[1] + m[2] + m[3] alone is not met. An
eleventh round would ask for 33 others. That ten are possible is known since A. Aguado (2004); this way of
seating them is our own.
"""

import numpy as np

from parvis.mixing.fields import field

_TABLES = 8
_ROWS = (0, 1, 2, 4)  # m, as `field(2, 3)` numbers 0, 1, a, a²
_PAIRINGS = (((0, 1), (2, 3)), ((0, 2), (1, 3)), ((0, 3), (1, 2)))


def eight_fours() -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    """The table of each of 32 people in each of ten rounds: (10, 32). Person (row, x) is 8 × row + x."""
    sums, products = field(2, 3)
    rounds = [_across(sums, products, k) for k in range(2, _TABLES)]
    rounds += [_two_and_two(sums, pairing) for pairing in _PAIRINGS]
    return np.array([*rounds, _each_row(sums)], dtype=np.int32)


def _across(sums: np.ndarray, products: np.ndarray, k: int) -> np.ndarray:
    """Step 1. Adding is its own inverse here: who sits at table t is x = t + m[i] k."""
    return np.concatenate([sums[:, products[m, k]] for m in _ROWS])


def _two_and_two(sums: np.ndarray, pairing: tuple[tuple[int, int], tuple[int, int]]) -> np.ndarray:
    """Step 2. Four tables for each two rows: x and x + s are at the table of the smaller of them."""
    seats = np.empty((len(_ROWS), _TABLES), dtype=np.int64)
    for number, (one, other) in enumerate(pairing):
        apart = sums[_ROWS[one], _ROWS[other]]
        smaller = np.minimum(np.arange(_TABLES), sums[:, apart])
        tables = np.unique(smaller, return_inverse=True)[1]
        seats[one] = seats[other] = number * _TABLES // 2 + tables
    return seats.ravel()


def _each_row(sums: np.ndarray) -> np.ndarray:
    """Step 3. Two tables for each row."""
    seats = []
    for row, own in enumerate(_ROWS):
        first, *others = [sums[own, other] for other in _ROWS if other != own]
        plane = [0, *(sums[first, other] for other in others), sums[others[0], others[1]]]
        seats.append(2 * row + ~np.isin(np.arange(_TABLES), plane))
    return np.concatenate(seats)
