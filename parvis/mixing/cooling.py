"""Annealing, apart from what is annealed: find the heats to work between, then cool step by step.

How hot to begin and how cold to end differ fourfold between one kind of data and another, so they are
measured: a quick cooling notes how many moves are accepted at each heat. The search then goes from the heat
where one move in ten is taken down to the one where hardly any is.
"""

from collections.abc import Callable, Iterator
from time import monotonic

from parvis.mixing.dice import Dice, Ints

BEGINS = 0.1  # share of moves taken at the first heat
ENDS = 0.003  # and at the last
_STEP = 0.8
_STEPS = 60
_COLDEST = 2
CHUNK = 1 << 16

# chunk(throws, heat) makes these moves and answers how many were taken.
Chunk = Callable[[Ints, int], float]


def heats_of(chunk: Chunk, dice: Dice, hottest: int, moves: int, *, ends: float = ENDS) -> tuple[int, int]:
    """The first and the last heat worth working at, found by a quick cooling from `hottest`."""
    heat, first = max(hottest, _COLDEST), 0
    for _ in range(_STEPS):
        share = chunk(dice.throw(moves), heat) / moves
        if not first and share <= BEGINS:
            first = heat
        if share <= ends or heat <= _COLDEST:
            break
        heat = max(int(heat * _STEP), _COLDEST)
    return max(first, heat), heat


def cool(
    chunk: Chunk, dice: Dice, heats: tuple[int, int], moves: int, seconds: float | None, most: int = CHUNK
) -> Iterator[float]:
    """Make that many moves from the first heat to the last, evenly in ratio; yields after each chunk.

    most: moves of one chunk, at one heat.
    seconds: stops earlier when that much time has passed: for people who wait, never for tests.
    """
    first, last = heats
    size = min(most, max(moves // 64, 1))
    chunks, began = max(moves // size, 1), monotonic()
    for number in range(chunks):
        done = number / max(chunks - 1, 1)
        if seconds is not None:
            done = max(done, (monotonic() - began) / seconds)
            if done >= 1 and number:
                return
        heat = round(first * (last / first) ** min(done, 1.0))
        yield chunk(dice.throw(size), max(heat, 1))
