"""How many people each group takes, within its bounds."""

import numpy as np

from parvis.mixing.dice import Dice, Ints

_MOST_STEPS = 1 << 28  # for the sizes with the most pairs to be worked out exactly
_NEVER = -(1 << 60)


class SizesDoNotFit(ValueError):
    """So many people cannot sit in groups of these sizes."""


def seated(sizes: Ints, dice: Dice) -> Ints:
    """(people,): groups of these sizes, filled by lot."""
    seats = np.empty(int(sizes.sum()), dtype=np.int64)
    seats[dice.shuffled(len(seats))] = np.repeat(np.arange(len(sizes)), sizes)
    return seats


def even_sizes(people: int, low: Ints, high: Ints) -> Ints:
    """One size a group, as even as bounds allow, adding up to everyone. SizesDoNotFit."""
    if (low > high).any() or (low < 0).any() or not low.sum() <= people <= high.sum():
        raise SizesDoNotFit(f"{people} people do not fit groups of {low.tolist()} to {high.tolist()}")
    sizes = low.copy()
    for _ in range(people - int(low.sum())):
        room = np.where(sizes < high, sizes, np.iinfo(np.int64).max)
        sizes[int(room.argmin())] += 1
    return sizes


def fullest_sizes(people: int, low: Ints, high: Ints) -> Ints:
    """The sizes that make the most pairs: some groups full, the others at their least. SizesDoNotFit.

    Group after group, for each number of people so far, the most pairs and the size that makes them. Sizes as
    even as can be where that would be too long.
    """
    even, high = even_sizes(people, low, high), np.minimum(high, people)
    if int((high - low + 1).sum()) * people > _MOST_STEPS:
        return even
    pairs = np.full(people + 1, _NEVER, dtype=np.int64)
    pairs[0], chosen = 0, []
    for least, most in zip(low.tolist(), high.tolist(), strict=True):
        found, sizes = np.full_like(pairs, _NEVER), np.zeros(people + 1, dtype=np.int32)
        for size in range(least, most + 1):
            with_it = pairs[: people + 1 - size] + size * (size - 1) // 2
            better = with_it > found[size:]
            found[size:][better], sizes[size:][better] = with_it[better], size
        pairs = found
        chosen.append(sizes)
    made, left = [], people
    for sizes in reversed(chosen):
        made.append(int(sizes[left]))
        left -= made[-1]
    return np.array(made[::-1], dtype=np.int64)
