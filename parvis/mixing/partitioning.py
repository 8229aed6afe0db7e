"""The inner loop of one partition: one person after another offers to change places with everyone.

What each person would gain in each group is kept up to date (the « delta matrix » of Lai and Hao, 2016), and
so is what they gain in their own. All exchanges of one person are then judged in one go, by loops so plain
that a processor takes many people at once: a nanosecond each, twenty times less than one by one. How much
each may lose is drawn for all of them beforehand; the first exchange to be taken is made, and the person goes
on from there.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.compiling import compiled
from parvis.mixing.dice import PATIENCE, UNIT, Dice, Ints, other_place_of, place_of

Small = NDArray[np.int32]  # half as wide, twice as many at once
Seats = NDArray[np.uint32]
_LARGEST = 1 << 24  # what the largest gain becomes, as an integer
_SUM = 1 << 28  # what those of one group may add up to
_NEVER = -(1 << 30)
_MOST_PATIENCE = 1 << 29
_SHUFFLES = 4  # of the 4,096 chances, at least


class Standing(NamedTuple):
    """Who is where, and what follows from it."""

    gains: Small  # (people, people)
    nearness: Small  # (groups, people): what each person gains in each group
    own: Small  # and in their own
    seats: Seats
    sizes: Ints
    low: Ints
    high: Ints
    value: Ints  # one number: what all this is worth
    offers: Small  # (groups,), to work on
    slack: Small  # (people,), to work on
    nobody: Small  # what nobody gains


class Partition:
    """Who is in which group, and the best that was seen."""

    def __init__(self, gains: NDArray[np.float64], seats: Ints, low: Ints, high: Ints, dice: Dice) -> None:
        people, groups, largest = len(seats), len(low), float(np.abs(gains).max()) or 1.0
        whole = min(_LARGEST, _SUM // min(int(high.max()), people))
        self.now = Standing(
            np.rint(gains * (whole / largest)).astype(np.int32), np.zeros((groups, people), np.int32),
            np.zeros(people, np.int32), np.zeros(people, np.uint32), np.zeros(groups, np.int64), low, high,
            np.zeros(1, np.int64), *(np.zeros(many, np.int32) for many in (groups, people, people)),
        )  # fmt: skip
        shuffles = _SHUFFLES + (people + groups) // len(PATIENCE)
        self.patience = np.concatenate([PATIENCE[dice.shuffled(len(PATIENCE))] for _ in range(shuffles)])
        self.best, self.best_value = seats.astype(np.uint32), np.full(1, np.iinfo(np.int64).min)
        self.stand(seats)

    def stand(self, seats: Ints) -> None:
        """Go on from these seats."""
        now = self.now
        for group, near in enumerate(now.nearness):
            now.gains[seats == group].sum(axis=0, out=near)
        now.seats[:], now.own[:] = seats, now.nearness[seats, np.arange(len(seats))]
        now.sizes[:], now.value[0] = (
            np.bincount(seats, minlength=len(now.sizes)),
            now.own.sum(dtype=np.int64) // 2,
        )
        _note(now, self.best, self.best_value)

    def go_back(self) -> None:
        """Stand at the best seen again."""
        self.stand(self.best.astype(np.int64))

    def hottest(self) -> int:
        """A heat at which most exchanges are made: the usual size of what one changes."""
        people, groups = len(self.now.seats), len(self.now.sizes)
        return int(self.now.gains.std() * 2 * max(people / groups, 1.0) ** 0.5) + 1

    def chunk(self, throws: Ints, heat: int, *, may_grow: bool) -> float:
        """For each throw somebody offers to change places; how many did, for each whom they could ask.

        may_grow: they may also leave their group alone, as far as bounds allow.
        """
        patience = np.minimum((self.patience * heat) >> UNIT, _MOST_PATIENCE).astype(np.int32)
        return _offer(self.now, throws, patience, may_grow, self.best, self.best_value) / len(self.best)


@compiled
def _offer(
    now: Standing, throws: Ints, patience: Small, may_grow: bool, best: Seats, best_value: Ints
) -> int:
    """One chunk of offers; how many were taken."""
    people, taken = now.seats.shape[0], 0
    span = patience.shape[0] - people - now.sizes.shape[0]
    for k in range(throws.shape[0]):
        one, drawn = place_of(throws[k], people), other_place_of(throws[k], span)
        if may_grow:
            taken += _leave(now, one, patience[drawn + people :])
        taken += _change_places(now, one, patience[drawn : drawn + people])
        if now.value[0] > best_value[0]:
            _note(now, best, best_value)
    return taken


@compiled
def _note(now: Standing, best: Seats, best_value: Ints) -> None:
    """Keep this when it is the best so far."""
    if now.value[0] > best_value[0]:
        best[:] = now.seats
        best_value[0] = now.value[0]


@compiled
def _leave(now: Standing, one: int, patience: Small) -> int:
    """One person goes to other groups, alone, where bounds and patience allow."""
    taken = 0
    for there in range(now.sizes.shape[0]):
        here = now.seats[one]
        if there == here or now.sizes[here] <= now.low[here] or now.sizes[there] >= now.high[there]:
            continue
        gain = now.nearness[there, one] - now.own[one]
        if gain + patience[there] >= 0:
            _tell(now, now.gains[one], now.nobody, here, there)
            now.seats[one], now.own[one] = there, now.nearness[there, one]
            now.sizes[here] -= 1
            now.sizes[there] += 1
            now.value[0] += gain
            taken += 1
    return taken


@compiled
def _change_places(now: Standing, one: int, patience: Small) -> int:
    """One person changes places with the first whom patience allows, and goes on asking those after."""
    start, taken = 0, 0
    while True:
        here = now.seats[one]
        for there in range(now.sizes.shape[0]):
            now.offers[there] = now.nearness[there, one] - now.own[one]
        now.offers[here] = _NEVER
        _gather(now.slack, now.offers, now.seats)
        _weigh(now.slack, now.nearness[here], now.own, now.gains[one], patience)
        two = _first(now.slack, start)
        if two < 0:
            return taken
        there = now.seats[two]
        now.value[0] += now.slack[two] - patience[two]
        _tell(now, now.gains[one], now.gains[two], here, there)
        now.seats[one], now.own[one] = there, now.nearness[there, one]
        now.seats[two], now.own[two] = here, now.nearness[here, two]
        taken, start = taken + 1, two + 1


@compiled
def _gather(slack: Small, offers: Small, seats: Seats) -> None:
    """What one person gains where each of the others sits."""
    for two in range(slack.shape[0]):
        slack[two] = offers[seats[two]]


@compiled
def _weigh(slack: Small, near: Small, own: Small, gains: Small, patience: Small) -> None:
    """Add what each of the others gains in return, less what they are to each other, and may lose."""
    for two in range(slack.shape[0]):
        slack[two] += near[two] - own[two] - gains[two] - gains[two] + patience[two]


@compiled
def _first(slack: Small, start: int) -> int:
    """The first from there on that is not below nought; -1 when all are."""
    if _most(slack[start:]) < 0:
        return -1
    while slack[start] < 0:
        start += 1
    return start


@compiled
def _most(numbers: Small) -> np.int32:
    most = np.int32(_NEVER)
    for number in numbers:
        most = max(most, number)
    return most


@compiled
def _tell(now: Standing, comes: Small, goes: Small, here: int, there: int) -> None:
    """Tell everyone that one person went from here to there, and another from there to here."""
    _shift(now.nearness[here], now.nearness[there], comes, goes)
    _renew(now.own, now.seats, now.nearness[here], now.nearness[there], here, there)


@compiled
def _shift(near: Small, far: Small, comes: Small, goes: Small) -> None:
    for other in range(near.shape[0]):
        change = comes[other] - goes[other]
        near[other] -= change
        far[other] += change


@compiled
def _renew(own: Small, seats: Seats, near: Small, far: Small, here: int, there: int) -> None:
    for other in range(own.shape[0]):
        seat = seats[other]
        own[other] = near[other] if seat == here else far[other] if seat == there else own[other]
