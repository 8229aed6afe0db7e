"""Finite fields, and their products: numbers one can divide by, for the designs that need them.

An element of GF(p^k) is an integer whose digits in base p are the coefficients of a polynomial; the product
is taken modulo a polynomial without roots found by trying (orders here are small).
"""

from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.int64]


def prime_powers(order: int) -> list[tuple[int, int]]:
    """The factors of a number as (prime, exponent): 12 gives [(2, 2), (3, 1)]."""
    found, prime = [], 2
    while order > 1:
        exponent = 0
        while order % prime == 0:
            order, exponent = order // prime, exponent + 1
        if exponent:
            found.append((prime, exponent))
        prime += 1
    return found


@cache
def field(prime: int, exponent: int) -> tuple[Table, Table]:
    """The tables of sums and products of GF(prime^exponent), each (order, order)."""
    order = prime**exponent
    digits = np.array([[value // prime**d % prime for d in range(exponent)] for value in range(order)])
    weights = prime ** np.arange(exponent)
    sums = (digits[:, None, :] + digits[None, :, :]) % prime @ weights
    return sums, _products(digits, prime, weights, _modulus(prime, exponent))


def _products(digits: Table, prime: int, weights: Table, modulus: list[int]) -> Table:
    """Multiply all polynomials, then replace the high powers by what the modulus says they are."""
    order, exponent = digits.shape
    whole = np.zeros((order, order, 2 * exponent - 1), dtype=np.int64)
    for power in range(exponent):
        whole[:, :, power : power + exponent] += digits[:, None, power, None] * digits[None, :, :]
    for power in range(2 * exponent - 2, exponent - 1, -1):
        high = whole[:, :, power].copy()
        for place, coefficient in enumerate(modulus):
            whole[:, :, power - exponent + place] -= high * coefficient
    made: Table = whole[:, :, :exponent] % prime @ weights
    return made


@cache
def _modulus(prime: int, exponent: int) -> list[int]:
    """The low coefficients of a monic polynomial of that degree that no smaller one divides."""
    if exponent == 1:
        return [0]
    made = {_times(left, right, prime) for left, right in _factors(prime, exponent)}
    every = product(range(prime), repeat=exponent)
    return list(next(low for low in every if (*low, 1) not in made))


def _factors(prime: int, exponent: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Every pair of monic polynomials whose degrees add up to this one."""
    found = []
    for degree in range(1, exponent // 2 + 1):
        smaller = [(*low, 1) for low in product(range(prime), repeat=degree)]
        larger = [(*low, 1) for low in product(range(prime), repeat=exponent - degree)]
        found += [(left, right) for left in smaller for right in larger]
    return found


def _times(left: tuple[int, ...], right: tuple[int, ...], prime: int) -> tuple[int, ...]:
    made = [0] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            made[i + j] = (made[i + j] + a * b) % prime
    return tuple(made)


@cache
def ring(order: int) -> tuple[Table, Table, int]:
    """Sums and products of a ring, and how many of its elements differ by what one can divide by.

    The product of the fields of its prime powers: MacNeish's construction. The elements are those whose
    coordinates are all the same number: as many as the smallest field has.
    """
    sums, products = np.zeros((1, 1), dtype=np.int64), np.zeros((1, 1), dtype=np.int64)
    size = 1
    for prime, exponent in prime_powers(order):
        more_sums, more_products = field(prime, exponent)
        sums = _side_by_side(sums, more_sums)
        products = _side_by_side(products, more_products)
        size *= prime**exponent
    smallest = min((prime**exponent for prime, exponent in prime_powers(order)), default=1)
    return sums, products, smallest


@cache
def invertible_apart(order: int) -> list[int]:
    """Elements of `ring(order)` any two of which differ by one that can be divided by."""
    places, size = [], 1
    for prime, exponent in prime_powers(order):
        places.append(size)
        size *= prime**exponent
    return [sum(number * place for place in places) for number in range(ring(order)[2])]


def _side_by_side(first: Table, second: Table) -> Table:
    """The table of pairs (a, b), written a + b × size of the first."""
    size = len(first)
    made = first[None, :, None, :] + size * second[:, None, :, None]
    both: Table = made.reshape(size * len(second), size * len(second))
    return both
