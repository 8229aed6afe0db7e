"""How much room words take, near enough to choose a size and to cut pages. Widths in ems, rather wide."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

Row = TypeVar("Row")
_NARROW = frozenset("ijlIftr.,:;'’!|()[]- \u00a0\u202f")
_WIDE = frozenset("mwMWŒœÆæ@%…—")
LONGEST_WORD = 20  # longer ones may be cut
_PIECE = 6
MAY_BREAK = "\u200b"


class Step(NamedTuple):
    """A size of letters, the room it leaves on a line in ems, and how many lines there is room for."""

    size: float
    width: float
    lines: int


@lru_cache(4096)
def _em(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.1
    if sign in _NARROW:
        return 0.36
    return 0.92 if sign in _WIDE else 0.7 if sign.isupper() else 0.57


def ems(text: str) -> float:
    """How wide a text is on one line, in ems."""
    return sum(map(_em, text))


def clipped(text: str, most: int) -> str:
    """The text within so many signs, « … » where it was longer."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def breakable(text: str) -> str:
    """The same words; those too long for any line may be cut."""
    return " ".join(_cut(word) if len(word) > LONGEST_WORD else word for word in text.split(" "))


def _cut(word: str) -> str:
    parts = (word[at : at + _PIECE] for at in range(0, len(word), _PIECE))
    return MAY_BREAK.join(parts)


def lines(text: str, width: float) -> int:
    """How many lines a text needs where a line is `width` ems wide; one at least."""
    needed, used = 1, 0.0
    for word in text.replace(MAY_BREAK, " ").split():
        wide = ems(word)
        if used and used + 0.3 + wide > width:
            needed, used = needed + 1, 0.0
        used += wide + (0.3 if used else 0.0)
        needed, used = needed + int(used // width), used % width if used > width else used
    return needed


def fitting(text: str, steps: Sequence[Step]) -> int:
    """The number (from 1) of the first step this text fits in; the last when it fits in none."""
    longest = max((ems(word) for word in breakable(text).replace(MAY_BREAK, " ").split()), default=0)
    for number, step in enumerate(steps, start=1):
        if longest <= step.width and lines(text, step.width) <= step.lines:
            return number
    return len(steps)


def pages(rows: Iterable[Row], room: float, height: Callable[[Row], float]) -> list[list[Row]]:
    """Rows cut into pages of `room`, in their order; one page, perhaps empty, at least."""
    cut: list[list[Row]] = [[]]
    used = 0.0
    for row in rows:
        tall = height(row)
        if cut[-1] and used + tall > room:
            cut.append([])
            used = 0.0
        cut[-1].append(row)
        used += tall
    return cut
