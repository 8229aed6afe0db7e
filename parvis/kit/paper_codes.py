"""Codes printed on paper and typed back: short, no sign that is mistaken for another, a slip is caught.

A code is a letter for the kind of paper, a number, for some kinds the minute of printing, and one sign that
checks them all: « P7K3-M2QX ». There are thirty-one signs, a prime number: one wrong sign, or two neighbours
swapped, never gives another code. Codes are no secret: whoever types one shows who they are, like everywhere.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 and O, 1, I and L
MOST_SIGNS = 20
_BASE = len(SIGNS)
_MOMENT_SIGNS = 4
_ROUND = _BASE**_MOMENT_SIGNS  # minutes: six hundred days, then they begin again
_ASIDE = re.compile(r"[\s\-–—.·_]+")


@dataclass(frozen=True)
class PaperCode:
    """What a code says: the kind of paper, its number, when it was printed (to the minute, if it says)."""

    kind: str
    number: int
    printed_at: datetime | None = None

    def __str__(self) -> str:
        """As it is printed, in fours."""
        minutes = ""
        if self.printed_at is not None:
            minutes = _written(_minutes(self.printed_at) % _ROUND).rjust(_MOMENT_SIGNS, SIGNS[0])
        body = self.kind + _written(self.number) + minutes
        whole = body + _check(body)
        return "-".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def read_code(typed: str, *, kinds: str, dated: str, now: datetime) -> PaperCode | None:
    """The code as somebody typed it; None when there is a slip in it, or no such kind.

    kinds: those that are known; dated: those of them which say when they were printed.
    """
    whole = _ASIDE.sub("", typed[:80]).upper()
    if not 3 <= len(whole) <= MOST_SIGNS or set(whole) - set(SIGNS) or _check(whole[:-1]) != whole[-1]:
        return None
    kind, rest = whole[0], whole[1:-1]
    if kind not in kinds:
        return None
    if kind not in dated:
        return PaperCode(kind, _number_of(rest))
    number, minutes = rest[:-_MOMENT_SIGNS], rest[-_MOMENT_SIGNS:]
    return PaperCode(kind, _number_of(number), _latest(_number_of(minutes), now)) if number else None


def to_the_minute(moment: datetime) -> datetime:
    """The moment as a code can say it."""
    return datetime.fromtimestamp(_minutes(moment) * 60, UTC)


def _latest(minutes: int, now: datetime) -> datetime:
    """The last such minute that is not to come; five minutes of a wrong clock are forgiven."""
    edge = _minutes(now + timedelta(minutes=5))
    return datetime.fromtimestamp((edge - (edge - minutes) % _ROUND) * 60, UTC)


def _minutes(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def _written(number: int) -> str:
    digits = ""
    while number or not digits:
        number, rest = divmod(number, _BASE)
        digits = SIGNS[rest] + digits
    return digits


def _number_of(digits: str) -> int:
    number = 0
    for sign in digits:
        number = number * _BASE + SIGNS.index(sign)
    return number


def _check(body: str) -> str:
    """Each place weighs otherwise, so that neighbours cannot be swapped unseen."""
    return SIGNS[sum((at + 2) * SIGNS.index(sign) for at, sign in enumerate(body)) % _BASE]
