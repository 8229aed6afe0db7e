"""One partition in which those who sit together differ most: the maximally diverse grouping problem.

Annealing on a table kept up to date of what each person would gain in each group, so that judging a move
costs nothing and only making it does (the « delta matrix » of Lai and Hao, 2016); sizes may vary within
their bounds. No group is favoured: the sum is over pairs, so bounds decide sizes.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.compiling import IS_FAST, compiled
from parvis.mixing.cooling import cool, heats_of
from parvis.mixing.dice import PATIENCE, Dice, Ints, is_taken, other_place_of, place_of

Floats = NDArray[np.float64]
Groups = NDArray[np.int32]
Bounds = Sequence[tuple[int, int]]
_LARGEST = 1 << 24  # what the largest gain becomes, as an integer
_PARTS = (0.3, *[0.1] * 7)  # of the moves: cooled from the top, then from the best
QUICK = 25_000 if IS_FAST else 1_000  # moves a person


class SizesDoNotFit(ValueError):
    """So many people cannot sit in groups of these sizes."""


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
    dice = Dice(seed)
    seats = first_seats(people, low, high, dice)
    if len(low) < 2 or people < 2:
        return seats.astype(np.int32)
    search = _Search(gains, seats, low, high)
    moves = moves if moves is not None else (QUICK * people if seconds is None else 1 << 40)
    if moves:
        _look(search, dice, moves, seconds)
        search.settle()
    return search.best.astype(np.int32)


def _look(search: "_Search", dice: Dice, moves: int, seconds: float | None) -> None:
    """Cool once from the top, then again and again from the best seen, half as warm: twice as near in all."""
    first, last = heats_of(search.chunk, dice, search.hottest(), 200 * len(search.seats))
    for part in _PARTS:
        for _ in cool(search.chunk, dice, (first, last), int(moves * part), seconds and seconds * part):
            search.note()
        search.go_back()
        first = round((first * last) ** 0.5) if part == _PARTS[0] else first


def worth(gains: Floats, groups: Groups) -> float:
    """What a partition is worth: the gains of all pairs inside groups."""
    together = groups[:, None] == groups[None, :]
    return float(np.triu(np.where(together, gains, 0.0), 1).sum())


def first_seats(people: int, low: Ints, high: Ints, dice: Dice) -> Ints:
    """Groups filled by lot, as even as their bounds allow. SizesDoNotFit."""
    sizes = sizes_within(people, low, high)
    seats = np.empty(people, dtype=np.int64)
    seats[dice.shuffled(people)] = np.repeat(np.arange(len(low)), sizes)
    return seats


def sizes_within(people: int, low: Ints, high: Ints) -> Ints:
    """One size a group, as even as bounds allow, adding up to everyone. SizesDoNotFit."""
    if (low > high).any() or (low < 0).any() or not low.sum() <= people <= high.sum():
        raise SizesDoNotFit(f"{people} people do not fit groups of {low.tolist()} to {high.tolist()}")
    sizes = low.copy()
    for _ in range(people - int(low.sum())):
        room = np.where(sizes < high, sizes, np.iinfo(np.int64).max)
        sizes[int(room.argmin())] += 1
    return sizes


def _checked(gains: Floats) -> Floats:
    gains = np.array(gains, dtype=np.float64)
    if gains.ndim != 2 or gains.shape[0] != gains.shape[1] or not np.isfinite(gains).all():
        raise ValueError("gains are a square of finite numbers")
    np.fill_diagonal(gains, 0.0)
    return gains


class _Search:
    """Where the search is, and the best it has seen."""

    def __init__(self, gains: Floats, seats: Ints, low: Ints, high: Ints) -> None:
        largest = float(np.abs(gains).max()) or 1.0
        self.gains: Ints = np.rint(gains * (_LARGEST / largest)).astype(np.int64)
        self.seats, self.low, self.high = seats, low, high
        self.sizes: Ints = np.bincount(seats, minlength=len(low)).astype(np.int64)
        # What each person gains in each group.
        self.nearness = np.zeros((len(low), len(seats)), dtype=np.int64)
        for group in range(len(low)):
            self.nearness[group] = self.gains[seats == group].sum(axis=0)
        self.value = np.array([self.worth()], dtype=np.int64)
        self.best, self.best_value = seats.copy(), int(self.value[0])

    def worth(self) -> int:
        return int(self.nearness[self.seats, np.arange(len(self.seats))].sum()) // 2

    def hottest(self) -> int:
        """A heat at which most moves are taken: the usual size of what one changes."""
        per_group = max(len(self.seats) / len(self.low), 1.0)
        return int(self.gains.std() * 2 * per_group**0.5) + 1

    def chunk(self, throws: Ints, heat: int) -> int:
        return _exchange(
            self.gains, self.nearness, self.seats, self.sizes, self.low, self.high,
            throws, heat, PATIENCE, self.value,
        )  # fmt: skip

    def note(self) -> None:
        if self.value[0] > self.best_value:
            self.best, self.best_value = self.seats.copy(), int(self.value[0])

    def go_back(self) -> None:
        """Stand at the best seen again."""
        self.seats[:] = self.best
        self.sizes[:] = np.bincount(self.seats, minlength=len(self.low))
        for group in range(len(self.low)):
            self.nearness[group] = self.gains[self.seats == group].sum(axis=0)
        self.value[0] = self.best_value

    def settle(self) -> None:
        """Take every exchange that still gains, until none does."""
        while _improve(self.gains, self.nearness, self.seats, self.value):
            pass
        self.note()


@compiled
def _exchange(
    gains: Ints, nearness: Ints, seats: Ints, sizes: Ints, low: Ints, high: Ints,
    throws: Ints, heat: int, patience: Ints, value: Ints,
) -> int:  # fmt: skip
    """One chunk of moves: two people change places, or one moves to a group with room."""
    people, taken = seats.shape[0], 0
    for k in range(throws.shape[0]):
        throw = throws[k]
        one, two = place_of(throw, people), other_place_of(throw, people)
        here, there = seats[one], seats[two]
        if here == there:
            continue
        moves_alone = (throw & 1) == 1 and sizes[here] > low[here] and sizes[there] < high[there]
        gain = nearness[there, one] - nearness[here, one]
        if not moves_alone:
            gain += nearness[here, two] - nearness[there, two] - 2 * gains[one, two]
        if not is_taken(-gain, heat, throw, patience):
            continue
        taken += 1
        value[0] += gain
        if moves_alone:
            _carry(gains, nearness, seats, sizes, one, there)
        else:
            _change_places(gains, nearness, seats, one, two)
    return taken


@compiled
def _carry(gains: Ints, nearness: Ints, seats: Ints, sizes: Ints, person: int, there: int) -> None:
    """Seat a person elsewhere, and tell everyone what that changes."""
    here = seats[person]
    nearness[here] -= gains[person]
    nearness[there] += gains[person]
    seats[person] = there
    sizes[here] -= 1
    sizes[there] += 1


@compiled
def _change_places(gains: Ints, nearness: Ints, seats: Ints, one: int, two: int) -> None:
    """Two people change places; everyone is told in one go."""
    here, there = seats[one], seats[two]
    for other in range(seats.shape[0]):
        gain = gains[one, other] - gains[two, other]
        nearness[here, other] -= gain
        nearness[there, other] += gain
    seats[one], seats[two] = there, here


@compiled
def _improve(gains: Ints, nearness: Ints, seats: Ints, value: Ints) -> bool:
    """Take each exchange of two that gains, going once through all; whether any did."""
    has_gained = False
    for one in range(seats.shape[0]):
        for two in range(one):
            here, there = seats[one], seats[two]
            if here == there:
                continue
            gain = nearness[there, one] - nearness[here, one] + nearness[here, two] - nearness[there, two]
            gain -= 2 * gains[one, two]
            if gain > 0:
                _change_places(gains, nearness, seats, one, two)
                value[0] += gain
                has_gained = True
    return has_gained
