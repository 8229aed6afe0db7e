"""Compose an evening: several rounds around tables for people as they are, with the rules of the house."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from parvis.mixing.compiling import IS_FAST
from parvis.mixing.counting import AGAIN, APART, PAST, Slots
from parvis.mixing.designs import least_repeats
from parvis.mixing.dice import Dice, Ints
from parvis.mixing.evenings import Evening, Facts
from parvis.mixing.rotating import MOVES, Effort, rotate
from parvis.mixing.traits import WHOLE, Traits, differences, no_traits

_STEPS = 48
_HOT, _COLD = 3 * WHOLE, WHOLE // 32
_SLOWLY = 50


@dataclass(frozen=True)
class Rules:
    """What must hold. People are numbered from 0; every rule that cannot hold is listed as broken, in words.

    together: blocks that stay at one table. apart: pairs that do not. facilitators: one a table while there
    are enough; staying ones keep their table. accessible: tables where who needs it can sit; needing: they.
    speaks: languages of each person as bits (0: not said). absent: (person, round) pairs. care: attributes of
    which nobody should be alone at a table when company is here.
    """

    together: Sequence[Sequence[int]] = ()
    apart: Sequence[tuple[int, int]] = ()
    facilitators: Sequence[int] = ()
    are_staying: bool = True
    accessible: Sequence[int] = ()
    needing: Sequence[int] = ()
    speaks: Sequence[int] = ()
    absent: Sequence[tuple[int, int]] = ()
    care: Sequence[int] = ()


@dataclass
class Guests:
    """Who comes: how many, what they said of themselves, how strongly the past remembers each two (0-1)."""

    people: int
    traits: Traits | None = None
    met: NDArray[np.float64] | None = None
    names: Sequence[str] = field(default=())


def compose_slots(
    guests: Guests, *, tables: int, rounds: int, rules: Rules, seed: int, effort: Effort
) -> Evening:
    """The best evening found: (rounds, tables, seats). See `plans.compose`, which says what it is worth."""
    evening = annealed_from(guests, tables=tables, rounds=rounds, rules=rules, seed=seed, effort=effort)
    if _again(evening) <= least_repeats(guests.people, tables, rounds):
        return evening
    design = _design(guests.people, tables, rounds, rules, seed, effort)
    if design is None:
        return evening
    known = Evening(design, evening.bounds, evening.facts)
    other = annealed(known, Dice(seed + 1), moves_of(guests, effort), is_relabelled=True)
    return min(evening, other, key=lambda found: int(found.costs[1]))


def annealed_from(
    guests: Guests, *, tables: int, rounds: int, rules: Rules, seed: int, effort: Effort,
    before: NDArray[np.int32] | None = None, moves: int | None = None,
) -> Evening:  # fmt: skip
    """One annealing from a seating by lot. before: (people, people) meetings of the rounds already lived.
    moves: how many are tried, whatever the effort."""
    dice = Dice(seed)
    facts = _facts(guests, guests.traits or no_traits(guests.people), tables, rules)
    if before is not None:
        facts.pairs += before.astype(np.int64) * AGAIN
    evening = first_evening(guests.people, tables, rounds, rules, facts, dice)
    return annealed(evening, dice, moves or moves_of(guests, effort), is_relabelled=False)


def moves_of(guests: Guests, effort: Effort) -> int:
    """How many exchanges an effort tries."""
    return MOVES[effort] * guests.people // (1 if IS_FAST else _SLOWLY)


def first_evening(people: int, tables: int, rounds: int, rules: Rules, facts: Facts, dice: Dice) -> Evening:
    """Everyone seated by lot, those first whose seat is not free: facilitators, who needs access, blocks."""
    absent = {(person, number) for person, number in rules.absent}
    seats = -(-people // tables)
    slots = np.full((rounds, tables, seats), -1, dtype=np.int32)
    for number in range(rounds):
        here = [p for p in dice.shuffled(people).tolist() if (p, number) not in absent]
        _seat_all(slots[number], here, rules, facts, number)
    return Evening(slots, _bounds(people, tables, rounds, rules), facts)


def _seat_all(room: Slots, here: list[int], rules: Rules, facts: Facts, number: int) -> None:
    """Units in turn, each at the emptiest table where it may sit."""
    tables = len(room)
    even = -(-len(here) // tables)
    units = _units(here, rules)
    for unit in units:
        fits = [
            t
            for t in range(tables)
            if (room[t] >= 0).sum() + len(unit) <= even and facts.allowed[unit, t].all()
        ]
        free = fits or [t for t in range(tables) if (room[t] < 0).sum() >= len(unit)]
        if not free:
            for person in unit:
                _put(room, min(range(tables), key=lambda t: int((room[t] >= 0).sum())), [person])
            continue
        lead = [t for t in free if _leads(room[t], facts)] if facts.corps[unit[0]] else []
        rest = [t for t in free if t not in lead] or free
        turn = number if facts.corps[unit[0]] else 0
        _put(room, min(rest, key=lambda t: (int((room[t] >= 0).sum()), (t + turn) % tables)), unit)


def _leads(table: Slots, facts: Facts) -> bool:
    return any(facts.corps[person] for person in table if person >= 0)


def _put(room: Slots, table: int, unit: Sequence[int]) -> None:
    free = np.flatnonzero(room[table] < 0)
    room[table, free[: len(unit)]] = unit


def _units(here: list[int], rules: Rules) -> list[list[int]]:
    """Facilitators with their block, blocks, who needs access, then the others; blocks larger first."""
    present = set(here)
    led = _led(present, rules)
    known = {p for unit in led for p in unit}
    blocks = [[p for p in block if p in present and p not in known] for block in rules.together]
    blocks = sorted((block for block in blocks if block), key=len, reverse=True)
    known |= {p for block in blocks for p in block}
    needing = [[p] for p in rules.needing if p in present and p not in known]
    known |= {p for unit in needing for p in unit}
    return led + blocks + needing + [[p] for p in here if p not in known]


def _led(present: set[int], rules: Rules) -> list[list[int]]:
    """Each facilitator who is here, then those tied to them who lead no table themselves."""
    free, found = present - set(rules.facilitators), list[list[int]]()
    for facilitator in rules.facilitators:
        if facilitator in present:
            block = next((block for block in rules.together if facilitator in block), ())
            own = [person for person in block if person in free]
            free -= set(own)
            found.append([facilitator, *own])
    return found


def annealed(evening: Evening, dice: Dice, moves: int, *, is_relabelled: bool) -> Evening:
    """The same evening, after so many exchanges while the heat falls."""
    chunk = evening.relabel if is_relabelled else evening.chunk
    for heat in np.geomspace(_HOT, _COLD, _STEPS):
        chunk(dice.throw(max(moves // _STEPS, 1)), int(heat))
    return evening


def _again(evening: Evening) -> int:
    return int(np.maximum(np.triu(Evening(evening.best, evening.bounds, evening.facts).counts) - 1, 0).sum())


def _design(people: int, tables: int, rounds: int, rules: Rules, seed: int, effort: Effort) -> Slots | None:
    """Rounds known to repeat little, when nothing ties people to tables or keeps them away."""
    if rounds < 2 or rules.together or rules.facilitators or rules.needing or rules.absent:
        return None
    seats = rotate(people, tables, rounds, seed=seed, effort=effort)
    slots = np.full((rounds, tables, -(-people // tables)), -1, dtype=np.int32)
    for number in range(rounds):
        for table in range(tables):
            _put(slots[number], table, np.flatnonzero(seats[number] == table).tolist())
    return slots


def _bounds(people: int, tables: int, rounds: int, rules: Rules) -> Slots:
    """The fewest and the most people of a table, by round: sizes differ by one at most."""
    gone = np.bincount([number for _, number in rules.absent], minlength=rounds)[:rounds]
    fewest = (people - gone) // tables
    return np.column_stack([fewest, -((gone - people) // tables)]).astype(np.int32)


def past_and_difference(guests: Guests) -> Ints:
    """What a meeting of each two costs: what the past remembers of them, less their difference."""
    pairs: Ints = -differences(guests.traits or no_traits(guests.people))
    if guests.met is not None:
        pairs += np.rint(np.clip(guests.met, 0, 1) * PAST).astype(np.int64)
    return pairs


def _facts(guests: Guests, traits: Traits, tables: int, rules: Rules) -> Facts:
    people, pairs = guests.people, past_and_difference(guests)
    for one, other in rules.apart:
        pairs[one, other] = pairs[other, one] = pairs[one, other] + APART
    corps, blocks = np.zeros(people, dtype=np.int32), np.full(people, -1, dtype=np.int32)
    corps[list(rules.facilitators)] = 1
    for number, block in enumerate(rules.together):
        blocks[list(block)] = number if len(block) > 1 else -1
    bands = traits.codes[:, list(rules.care)].astype(np.int32)
    speaks = np.array(rules.speaks or [0] * people, dtype=np.int64)
    return Facts(pairs, corps, blocks, _allowed(people, tables, rules), bands, speaks, _company(bands))


def _allowed(people: int, tables: int, rules: Rules) -> NDArray[np.bool_]:
    allowed = np.ones((people, tables), dtype=bool)
    if rules.accessible:
        allowed[list(rules.needing)] = False
        allowed[np.ix_(list(rules.needing), list(rules.accessible))] = True
    if rules.are_staying:
        for table, person in enumerate(rules.facilitators[:tables]):
            allowed[person] = np.arange(tables) == table
    return allowed


def _company(bands: Slots) -> NDArray[np.bool_]:
    largest = int(bands.max(initial=0)) + 1
    found = np.zeros((bands.shape[1], largest), dtype=bool)
    for k in range(bands.shape[1]):
        found[k] = np.bincount(bands[bands[:, k] >= 0, k], minlength=largest) > 1
    return found
