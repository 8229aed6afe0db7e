"""Have the loops compiled before anybody waits: thirteen seconds the first time, then one, from the disk."""

from parvis.mixing.compiling import IS_FAST
from parvis.mixing.composing import Guests, Rules
from parvis.mixing.plans import compose, recompose
from parvis.mixing.traits import traits_of

_done: list[bool] = []


def is_warm() -> bool:
    """Can an evening be composed at once, without compiling first?"""
    return not IS_FAST or bool(_done)


def warm_up() -> None:
    """Compose a small evening by every road; nothing when it was done, or nothing is compiled here."""
    if is_warm():
        return
    guests = Guests(9, traits_of([[k % 3, k % 2] for k in range(9)], [1, 1], is_ordered=[True, False]))
    rules = Rules(care=(0,), speaks=[1] * 9, apart=[(0, 1)])
    recompose(compose(guests, tables=3, rounds=3, rules=rules, effort="draft"), number=1, effort="draft")
    _done.append(True)
