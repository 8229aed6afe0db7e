"""Compose groups of people who differ and have not met: no Django, only numbers.

Five words: table, round, season (its memory), difference (declared, never guessed), plan.
"""

from parvis.mixing.composing import Guests, Rules
from parvis.mixing.drawing import draw
from parvis.mixing.plans import Newcomer, Plan, compose, recompose, release, seat
from parvis.mixing.rotating import rotate
from parvis.mixing.seasons import Season
from parvis.mixing.sizing import SizesDoNotFit
from parvis.mixing.spreading import spread
from parvis.mixing.traits import Traits, no_traits, traits_of

__all__ = [
    "Guests", "Newcomer", "Plan", "Rules", "Season", "SizesDoNotFit", "Traits",
    "compose", "draw", "no_traits", "recompose", "release", "rotate", "seat", "spread", "traits_of",
]  # fmt: skip
