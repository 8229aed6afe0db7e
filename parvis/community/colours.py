"""Any colour, made readable once, at saving: one set of tokens for light pages, one for dark ones.

The hue is kept (OKLCH); only the lightness moves, and the saturation where the screen cannot show it.
Promised for every `#rrggbb`, and tested: links and button texts at least 7:1 (WCAG AAA) on every ground
of the house, shapes at least 3:1, ink at least 7:1 on the soft brand ground.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from parvis.community.oklch import contrast, from_oklch, to_oklch

AAA, SHAPE = 7.0, 3.0
DEFAULT = "#1d6b57"
WHITE, BLACK = "#ffffff", "#14110e"
_STEP = 0.004
_MOST_SATURATED_GROUND = 0.026
Tokens = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Grounds:
    """What the brand colour stands on (kit/static/kit/css/20-tokens.css; a test compares them)."""

    paper: str
    surface: str
    surface_2: str
    ink: str
    darker: int  # -1: texts get darker to be read, +1: lighter
    soft: float  # lightness of the soft brand ground

    @property
    def all(self) -> tuple[str, str, str]:
        return self.paper, self.surface, self.surface_2


GROUNDS = {
    "light": Grounds("#fdfaf5", "#ffffff", "#f5eee3", "#221d18", -1, 0.955),
    "dark": Grounds("#1b1815", "#25211d", "#2f2a25", "#f6efe6", 1, 0.30),
}


def read_colour(text: str) -> str:
    """`#rrggbb` from « #E60 », « e6007e » or « #E6007E ». ValueError when it is not a colour."""
    digits = text.strip().lstrip("#").lower()
    if re.fullmatch(r"[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-f]{6}", digits):
        raise ValueError(text)
    return f"#{digits}"


@lru_cache(maxsize=32)
def readable(colour: str) -> Tokens:
    """{"light": {"brand", "on-brand", "link", "brand-soft"}, "dark": …} for any `#rrggbb`. Read-only."""
    return {mode: _tokens_on(colour, grounds) for mode, grounds in GROUNDS.items()}


@lru_cache(maxsize=32)  # forty milliseconds of colour arithmetic; the few colours a place tries are kept
def _tokens_on(colour: str, grounds: Grounds) -> dict[str, str]:
    _lightness, chroma, hue = to_oklch(colour)
    soft = from_oklch(grounds.soft, min(chroma, _MOST_SATURATED_GROUND), hue)
    soft = _push(soft, lambda tried: contrast(grounds.ink, tried) >= AAA, -grounds.darker)
    link = _push(colour, lambda tried: _least(tried, *grounds.all, soft) >= AAA, grounds.darker)
    brand, on_brand = _button(colour, grounds) or (link, WHITE if grounds.darker < 0 else grounds.paper)
    return {"brand": brand, "on-brand": on_brand, "link": link, "brand-soft": soft}


def _least(colour: str, *grounds: str) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def _push(colour: str, suits: Callable[[str], bool], direction: int) -> str:
    """The nearest colour of the same hue, darker (-1) or lighter (+1), that suits."""
    lightness, chroma, hue = to_oklch(colour)
    if suits(colour):
        return colour
    for step in range(1, int(1 / _STEP) + 2):
        tried = from_oklch(min(1.0, max(0.0, lightness + direction * _STEP * step)), chroma, hue)
        if suits(tried):
            return tried
    return "#000000" if direction < 0 else "#ffffff"


def _button(colour: str, grounds: Grounds) -> tuple[str, str] | None:
    """A shape nearest to the colour and the text on it (white or black), if there is one."""
    lightness = to_oklch(colour)[0]
    found = []
    for text in (WHITE, BLACK):

        def suits(tried: str, text: str = text) -> bool:
            return contrast(text, tried) >= AAA and _least(tried, grounds.paper, grounds.surface) >= SHAPE

        for direction in (-1, 1):
            tried = _push(colour, suits, direction)
            if suits(tried):
                found.append((abs(to_oklch(tried)[0] - lightness), tried, text))
    return min(found)[1:] if found else None


@lru_cache(maxsize=8)
def _sheet(light: tuple[tuple[str, str], ...], dark: tuple[tuple[str, str], ...], chosen: str) -> str:
    def block(selector: str, pairs: tuple[tuple[str, str], ...]) -> str:
        lines = ";".join(f"--color-{name}:{value}" for name, value in (*pairs, ("chosen", chosen)))
        return f"{selector}{{{lines}}}"

    follows = block(':root:not([data-theme="light"])', dark)
    chosen_dark = block(':root[data-theme="dark"]', dark)
    by_itself = f"@media (prefers-color-scheme:dark){{{follows}}}"
    return f"@layer tokens{{{block(':root', light)}{by_itself}{chosen_dark}}}"


def stylesheet(made: Tokens, chosen: str) -> str:
    """The style sheet that puts the community's tokens in place of the default ones."""
    return _sheet(tuple(made["light"].items()), tuple(made["dark"].items()), chosen)
