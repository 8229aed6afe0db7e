"""Nobody alone of their age or language, where exchanges one by one found no way: begin elsewhere.

An exchange moves one person, or those who stay together. Where several rare ages and languages meet in few
seats, no single exchange brings company to who has none. So they are tied to somebody of theirs, the evening
is searched so, and then once more from there without these ties: where fewest are alone is kept, then what
costs less.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parvis.mixing.composing import Guests, Rules, annealed, annealed_from, moves_of
from parvis.mixing.counting import Slots
from parvis.mixing.dice import Dice
from parvis.mixing.evenings import Evening, Facts
from parvis.mixing.rotating import Effort

_TRIES = 3
_MANY = 120  # people: beyond, one try


def accompanied(
    evening: Evening, guests: Guests, *, rules: Rules, seed: int, effort: Effort, before: Slots | None = None
) -> Evening:
    """The same evening when nobody is alone in it, else the best one found with company for them.

    before: (people, people) meetings of the rounds already lived.
    """
    rounds, tables, seats = evening.best.shape
    found, tied = evening.best, rules
    for again in range(seed + 1, seed + 1 + (_TRIES if guests.people <= _MANY else 1)):
        lonely = sorted(set(_lonely(found, evening.facts)))
        if not lonely or not set(_lonely(evening.best, evening.facts)):
            break
        tied = _tied(tied, lonely, evening.facts, seats, Dice(again))
        found = annealed_from(
            guests, tables=tables, rounds=rounds, rules=tied, seed=again, effort=effort, before=before
        ).best
        known = Evening(found.copy(), evening.bounds, evening.facts)
        other = annealed(known, Dice(again), moves_of(guests, effort), is_relabelled=False)
        evening = min(evening, other, key=_worth)
    return evening


def _worth(evening: Evening) -> tuple[int, int]:
    """How many seats are without company, and what the evening costs."""
    return sum(1 for _ in _lonely(evening.best, evening.facts)), int(evening.costs[1])


def _lonely(slots: Slots, facts: Facts) -> Iterator[tuple[int, int]]:
    """(person, attribute) of who has nobody of their band at the table, though somebody of it is here."""
    for table in slots.reshape(-1, slots.shape[-1]):
        there = table[table >= 0]
        bands = facts.bands[there]
        for attribute in range(bands.shape[1] if len(there) > 1 else 0):
            mine = bands[:, attribute]
            alone = (mine[:, None] == mine[None, :]).sum(axis=1) == 1
            alone &= (mine >= 0) & facts.company[attribute, mine]
            yield from ((int(person), attribute) for person in there[alone])


def _tied(rules: Rules, lonely: Sequence[tuple[int, int]], facts: Facts, seats: int, dice: Dice) -> Rules:
    """The rules, each of the lonely tied to one of their band as long as they fit around one table."""
    people = len(facts.bands)
    block_of: dict[int, frozenset[int]] = {one: frozenset(block) for block in rules.together for one in block}
    apart = {frozenset(pair) for pair in rules.apart}
    for person, attribute in lonely:
        band = facts.bands[:, attribute]
        mine = block_of.get(person, frozenset({person}))
        if any(one != person and band[one] == band[person] for one in mine):
            continue
        alike = [
            one for one in dice.shuffled(people).tolist() if one not in mine and band[one] == band[person]
        ]
        unions = [mine | block_of.get(one, frozenset({one})) for one in alike]
        fitting = [
            whole for whole in unions if len(whole) <= seats and not any(two <= whole for two in apart)
        ]
        if fitting:
            whole = min(fitting, key=len)
            block_of |= dict.fromkeys(whole, whole)
    return replace(
        rules, together=[tuple(sorted(block)) for block in sorted(set(block_of.values()), key=sorted)]
    )
