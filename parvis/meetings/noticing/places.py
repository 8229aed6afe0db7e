"""Whether two meetings are at one place: one row, one name or address, a few steps apart. Plain Python."""

import re
from enum import IntEnum
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from rapidfuzz import fuzz

from parvis.kit import french
from parvis.meetings.noticing.sketch import Sketch

STEPS = 0.12  # kilometres: across the square
_EARTH = 6371.0
_UNSAID = re.compile(
    r"|surprise|unknown|inconnu|tba|tbd|ailleurs|online|distanciel|visio|en ligne|a distance"
    r"|(?:lieu )?a (?:definir|preciser|confirmer)|un lieu est necessaire"
)
_NUMBER = re.compile(r"\d+ ?(?:bis|ter)?(?= )")
_TOWN = re.compile(r"\b\d{5}\b.*|\b(?:france|rdv|rendez vous|cedex)\b")  # and what follows the postcode


class Where(IntEnum):
    """How two places stand to each other; the higher, the nearer."""

    ELSEWHERE = 0
    UNSAID = 1
    NEAR = 2
    SAME = 3
    SAME_ROOM = 4


def compare(one: Sketch, other: Sketch) -> Where:
    """The same whichever comes first."""
    if one.place is not None and other.place is not None:
        return _by_row(one, other)
    if one.point and other.point:
        return Where.NEAR if distance(one.point, other.point) <= STEPS else Where.ELSEWHERE
    return by_words((one.where, one.address), (other.where, other.address))


def _by_row(one: Sketch, other: Sketch) -> Where:
    if one.place != other.place:
        return Where.ELSEWHERE
    if one.is_shared:
        is_one_room = one.room is not None and one.room == other.room
    else:
        is_one_room = one.room is None or other.room is None or one.room == other.room
    return Where.SAME_ROOM if is_one_room else Where.SAME


def by_words(one: tuple[str, str], other: tuple[str, str]) -> Where:
    """From the name and the address of each."""
    if all(map(is_unsaid, one)) or all(map(is_unsaid, other)):
        return Where.UNSAID
    is_same = _is_one_name(_read(one[0]), _read(other[0])) or _is_one_street(_read(one[1]), _read(other[1]))
    return Where.SAME if is_same else Where.ELSEWHERE


def is_unsaid(words: str) -> bool:
    """« Lieu à définir », « en ligne », or nothing at all."""
    return _UNSAID.fullmatch(" ".join(french.words(words))) is not None


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points, on a sphere."""
    a, b, c, d = (radians(degrees) for degrees in (*one, *other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))


def _is_one_name(one: str, other: str) -> bool:
    """« Mairie du 9e », « Hôtel d'Augny, mairie du 9e »: one holds the other, or a letter differs."""
    if not one or not other:
        return False
    shorter = min(len(one), len(other))
    return (
        one == other
        or fuzz.ratio(one, other) >= 92
        or (shorter >= 10 and fuzz.token_set_ratio(one, other) >= 95)
    )


def _is_one_street(one: str, other: str) -> bool:
    """« 13 rue sainte ursule », « 13 rue sainte ursule toulouse »; a town without a number is no address."""
    numbers = _NUMBER.match(one), _NUMBER.match(other)
    if not numbers[0] or not numbers[1] or numbers[0][0] != numbers[1][0]:
        return False
    return fuzz.token_set_ratio(one, other) >= 95


@lru_cache(maxsize=5_000)
def _read(name: str) -> str:
    return " ".join(_TOWN.sub(" ", " ".join(french.words(name))).split())
