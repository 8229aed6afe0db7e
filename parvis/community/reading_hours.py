"""Read opening hours as people type them, or as OpenStreetMap writes them.

A line of a day: « 9 h – 12 h, 14 h – 18 h », « 9h-12h et 14h-18h », « de 20 h à 2 h », « fermé ».
A whole week pasted: `Mo-Fr 08:00-12:15,13:15-16:30; Sa 09:00-12:00; PH off`, `24/7`.
"""

import re
from datetime import time

from parvis.community import hours
from parvis.community.hours import DAY, NAMES, NEVER, Day, Span, Week
from parvis.kit.reading_moments import read_hour

LONGEST_LINE, LONGEST_WEEK = 120, 500
_DASHES = re.compile(r"[‐‑‒–—−]")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_CLOSED = {"", "-", "off", "closed", "fermé", "ferme", "fermée", "clos", "non", "rien"}
_ALL_DAY = {"24/24", "24h/24", "24 h/24", "jour et nuit", "toute la journée"}
_APART = re.compile(r"\s*(?:,|;|/|\bet\b|\bpuis\b|\band\b)\s*")
_BETWEEN = re.compile(r"\s*(?:-|\bà\b|\ba\b|\bjusqu'à\b|\bto\b)\s*")
_SELECTOR = re.compile(
    r"(?P<days>(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su))*)\s*:?\s*(?P<rest>.*)"
)
_HOLIDAYS = re.compile(r"(?:PH|SH)(?:\s*,\s*(?:PH|SH))*\s+(?:off|closed)")


def read_day(text: str) -> Day:
    """The spans in a day's line; none when it says closed or nothing. ValueError."""
    plain = _plain(text)
    if len(plain) > LONGEST_LINE:
        raise ValueError(text)
    if plain in _CLOSED:
        return ()
    if plain in _ALL_DAY:
        return ((0, DAY),)
    return hours.tidy([_span(part) for part in _APART.split(plain) if part])


def read_week(text: str) -> Week:
    """A week as OpenStreetMap writes it: days and hours, « off », « 24/7 ». A later rule replaces another.

    Rules about holidays are left aside: closures say those. ValueError for months, weeks, sunrise, comments…
    """
    plain = _SPACES.sub(" ", _DASHES.sub("-", text)).strip().strip(";").strip()
    if not plain or len(plain) > LONGEST_WEEK:
        raise ValueError(text)
    if plain == "24/7":
        return (((0, DAY),),) * 7
    week = list(NEVER)
    for rule in plain.split(";"):
        rule = rule.strip()
        if rule and not _HOLIDAYS.fullmatch(rule):
            days, spans = _rule(rule)
            for number in days:
                week[number] = spans
    return tuple(week)  # type: ignore[return-value]


def _rule(rule: str) -> tuple[list[int], Day]:
    found = _SELECTOR.fullmatch(rule)
    days = _days(found["days"]) if found else list(range(7))
    return days, read_day((found["rest"] if found else rule).lower() or "24/24")


def _days(selector: str) -> list[int]:
    """The numbers in « Mo-Fr », « We,Sa », « Fr-Mo »."""
    numbers: list[int] = []
    for part in selector.split(","):
        first, _dash, last = part.partition("-")
        begins, ends = NAMES.index(first), NAMES.index(last or first)
        numbers += [day % 7 for day in range(begins, ends + (7 if ends < begins else 0) + 1)]
    return numbers


def _span(part: str) -> Span:
    ends = [one for one in _BETWEEN.split(part.removeprefix("de ").removeprefix("from ")) if one]
    if len(ends) != 2:
        raise ValueError(part)
    begins, closes = _minutes(ends[0]), _minutes(ends[1])
    if closes <= begins:  # « 20 h – 2 h », « 18 h – minuit »
        closes += DAY
    return begins, closes


def _minutes(text: str) -> int:
    if text in ("24:00", "24h", "24 h", "24h00", "24 h 00", "24"):
        return DAY
    hour: time = read_hour(text)
    return hour.hour * 60 + hour.minute


def _plain(text: str) -> str:
    plain = _SPACES.sub(" ", _DASHES.sub("-", text.replace("’", "'"))).strip().lower()
    return plain.rstrip(".")
