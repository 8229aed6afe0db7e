"""Coffee drawn by lot: pairs or small groups, week after week, those who never met first.

A small community follows the circle method over everyone it knows, so that no week spoils another; whom the
absent leave, and every larger community, is drawn by lot and then put right by exchanges: nobody with whom
they asked not, nobody again while others are left, the longest ago when it must be, and then those who
differ. Never by likeness.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.compiling import IS_FAST, compiled
from parvis.mixing.designs import circle
from parvis.mixing.dice import Dice, Ints, other_place_of, place_of
from parvis.mixing.seasons import NOBODY, Past, Season, ago
from parvis.mixing.traits import WHOLE, Codes, Traits, difference, no_traits

Groups = NDArray[np.int32]
_RING = 64  # up to so many people, weeks are planned together
_PASSES = 12 if IS_FAST else 3
_TURNS = 10  # exchanges a person and pass
_ENOUGH = 3  # passes, for many people: a later one changes who differs by less than a hundredth
_FEW = 20_000 if IS_FAST else 500  # few people have more passes: they cost nothing
_APART, _AGAIN, _ELSEWHERE = 1 << 40, 1 << 24, 1 << 18


def draw(
    people: Sequence[int] | Ints, *, size: int = 2, met: Season, apart: Sequence[tuple[int, int]] = (),
    attributes: Traits | None = None, zones: Sequence[int] | None = None, seed: int = 0,
) -> list[list[int]]:  # fmt: skip
    """Groups of that size among these people, one larger where numbers do not fit; nobody alone.

    people: numbers of the season's people who take part. met: its memory, not changed. apart: pairs never
    drawn together while it can be helped. attributes, zones: of everyone in the season. One person alone
    gives one group of one. The same seed and memory give the same groups. ValueError for a size under two.
    """
    if size < 2:
        raise ValueError("a group is two people at least")
    here = np.unique(np.array(people, dtype=np.int64))
    if len(here) < 2 * size:
        return [here.tolist()] if len(here) else []
    dice = Dice(seed * 1_000_003 + met.weeks)
    table = _Table(met, attributes or no_traits(met.people), zones, apart)
    pairs = _from_the_ring(here, met, table) if size == 2 and met.people <= _RING else None
    groups = pairs if pairs is not None else _by_lot(here, size, dice)
    if pairs is None or table.cost(groups) >= _AGAIN:
        table.put_right(groups, dice, len(here))
    return [[int(person) for person in group if person != NOBODY] for group in groups]


class _Table:
    """What a pair costs, for these people."""

    def __init__(
        self, met: Season, traits: Traits, zones: Sequence[int] | None, apart: Sequence[tuple[int, int]]
    ) -> None:
        self.past, self.traits = np.ascontiguousarray(met.past), traits
        self.zones = (
            np.zeros(met.people, dtype=np.int32) if zones is None else np.array(zones, dtype=np.int32)
        )
        kept = {(min(pair) << 32) | max(pair) for pair in apart}
        self.apart = np.array(sorted(kept), dtype=np.int64)

    def cost(self, groups: Groups) -> int:
        return int(sum(_cost(group, *self._facts()) for group in groups))

    def put_right(self, groups: Groups, dice: Dice, people: int) -> None:
        """Exchange until nothing gains; among many people, until it is enough and nobody meets again."""
        enough = _ENOUGH if people > _FEW else _PASSES + _FEW // people
        for done in range(1, _PASSES + _FEW // people + 1):
            has_gained = _improve(groups, dice.throw(_TURNS * people), *self._facts())
            if not has_gained or (done >= enough and not _meet_again(groups, self.past)):
                return

    def _facts(self) -> tuple[Past, Codes, Ints, Ints, Groups, Ints]:
        return self.past, self.traits.codes, self.traits.weights, self.traits.spans, self.zones, self.apart


def _by_lot(here: Ints, size: int, dice: Dice) -> Groups:
    """Groups as they fall; the first ones take one more each when numbers do not fit."""
    many = len(here) // size
    more = len(here) - many * size
    widest = size + -(-more // many)
    groups = np.full((many, widest), NOBODY, dtype=np.int32)
    order = here[dice.shuffled(len(here))].astype(np.int32)
    groups[:, :size] = order[: many * size].reshape(many, size)
    for place, person in enumerate(order[many * size :]):
        groups[place % many, size + place // many] = person
    return groups


def _from_the_ring(here: Ints, met: Season, table: _Table) -> Groups:
    """The round of the circle method that costs least; those whose partner is absent are paired by lot."""
    everyone = met.people + met.people % 2
    rounds = circle(everyone)
    first = met.weeks % len(rounds)
    found = [_of_round(rounds[(first + k) % len(rounds)], here) for k in range(len(rounds))]
    return min(found, key=table.cost)


def _of_round(seats: NDArray[np.int32], here: Ints) -> Groups:
    """The pairs of this round both of whom are here, then the others two by two, a trio if one is left."""
    present = np.zeros(len(seats), dtype=bool)
    present[here] = True
    order = np.argsort(seats, kind="stable").reshape(-1, 2)
    whole = present[order].all(axis=1)
    left = order[~whole].ravel()
    left = left[present[left]]
    odd = len(left) % 2
    pairs = np.vstack([order[whole], left[: len(left) - odd].reshape(-1, 2)])
    groups = np.full((len(pairs), 2 + odd), NOBODY, dtype=np.int32)
    groups[:, :2] = pairs
    if odd:
        groups[0, 2] = left[-1]
    return groups


@compiled
def _improve(
    groups: Groups, throws: Ints,
    past: Past, codes: Codes, weights: Ints, spans: Ints, zones: Groups, apart: Ints,
) -> bool:  # fmt: skip
    """Exchange two people of two groups wherever that costs less; whether any exchange did."""
    has_gained = False
    many, seats = groups.shape
    for k in range(throws.shape[0]):
        here, there = place_of(throws[k], many), other_place_of(throws[k], many)
        seat = (throws[k] >> 43) % (seats * seats)
        one, two = seat // seats, seat % seats
        if here == there or groups[here, one] == -1 or groups[there, two] == -1:
            continue
        before = _cost(groups[here], past, codes, weights, spans, zones, apart)
        before += _cost(groups[there], past, codes, weights, spans, zones, apart)
        groups[here, one], groups[there, two] = groups[there, two], groups[here, one]
        after = _cost(groups[here], past, codes, weights, spans, zones, apart)
        after += _cost(groups[there], past, codes, weights, spans, zones, apart)
        if after < before:
            has_gained = True
        else:
            groups[here, one], groups[there, two] = groups[there, two], groups[here, one]
    return has_gained


@compiled
def _meet_again(groups: Groups, past: Past) -> bool:
    """Does any group hold two people who were drawn together before?"""
    for group in groups:
        for i in range(group.shape[0]):
            for j in range(i):
                if group[i] != -1 and group[j] != -1 and ago(past, group[i], group[j]):
                    return True
    return False


@compiled
def _cost(
    group: Groups, past: Past, codes: Codes, weights: Ints, spans: Ints, zones: Groups, apart: Ints
) -> int:
    """What a group costs, over its pairs."""
    found = 0
    for i in range(group.shape[0]):
        for j in range(i):
            one, other = group[i], group[j]
            if one == -1 or other == -1:
                continue
            found += WHOLE - difference(codes, weights, spans, one, other)
            if zones[one] != zones[other]:
                found += _ELSEWHERE
            back = ago(past, one, other)
            if back:
                found += _AGAIN + (_AGAIN >> 4) // back
            if _is_apart(apart, one, other):
                found += _APART
    return found


@compiled
def _is_apart(apart: Ints, one: int, other: int) -> bool:
    """Did one of them ask not to be drawn with the other? Looked up by halves."""
    if apart.shape[0] == 0:
        return False
    wanted = (min(one, other) << 32) | max(one, other)
    place = np.searchsorted(apart, wanted)
    return bool(place < apart.shape[0] and apart[place] == wanted)
