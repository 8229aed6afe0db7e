"""Recurrence rules (RFC 5545) into days, by dateutil; pure. Bounded, whatever somebody writes.

Days are computed 7,600 years ahead and brought back: the Gregorian calendar repeats itself, weekdays
included, every 400 years, and dateutil stops at the year 9999. So a rule which never gives a day (a 31st of
February) costs the days of 370 years at most, a fraction of a second, instead of those of eight thousand.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

CYCLES = 19
SHIFT = timedelta(days=CYCLES * 146_097)  # 400 years are 146,097 days, a whole number of weeks
LONGEST = 300
MOST_TIMES = 1000
FIRST_WITHIN = timedelta(days=2 * 366)
_PARTS = re.compile(r"FREQ|INTERVAL|COUNT|UNTIL|BY(MONTH|DAY|MONTHDAY|YEARDAY|WEEKNO|SETPOS)|WKST")
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")


class NotARule(ValueError):
    """The text is no rule, or one that gives no day soon, or too many in a day."""


def weekly_until(last_on: date) -> str:
    """Every week, the last day included."""
    return f"FREQ=WEEKLY;UNTIL={last_on:%Y%m%d}T235959"


def read_rule(text: str, first_on: date, tz: ZoneInfo) -> str:
    """The rule, tidied: one day at most between two repetitions, an end in local time. NotARule."""
    parts = _parts(text)
    if parts.get("FREQ") not in _FREQUENCIES or not all(map(_PARTS.fullmatch, parts)):
        raise NotARule(text)
    if not 1 <= _number(parts.get("INTERVAL", "1")) <= MOST_TIMES:
        raise NotARule(text)
    if "COUNT" in parts and not 1 <= _number(parts["COUNT"]) <= MOST_TIMES:
        raise NotARule(text)
    if "UNTIL" in parts:
        parts["UNTIL"] = _local_until(parts["UNTIL"], tz)
    rule = ";".join(f"{name}={parts[name]}" for name in sorted(parts, key=lambda name: name != "FREQ"))
    if not any(True for _day in days(rule, first_on, first_on + FIRST_WITHIN)):
        raise NotARule(text)
    return rule


def days(rule: str, first_on: date, until_on: date) -> Iterator[date]:
    """The days a rule gives from first_on to until_on, both included. NotARule."""
    begins, ends = datetime.combine(first_on, time()) + SHIFT, datetime.combine(until_on, time()) + SHIFT
    try:
        repetition = rrulestr(_shifted(rule), dtstart=begins)
        yield from (
            (moment - SHIFT).date() for moment in takewhile(lambda moment: moment <= ends, repetition)
        )
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        raise NotARule(rule) from error


def moments(
    rule: str, first_on: date, hour: time, tz: ZoneInfo, *, after: date | None, until: date
) -> list[datetime]:
    """When the meetings of a rule begin, in UTC: the local hour on first_on and on each day it gives.

    Days up to `after` are left out.
    18 h stays 18 h across DST. An hour that does not exist (2 h 30 in spring) is the one an hour later; of an
    hour that comes twice, the first is meant.
    """
    given = takewhile(lambda day: day <= until, merge([first_on], days(rule, first_on, until)))
    wanted = sorted({day for day in islice(given, 20 * MOST_TIMES) if after is None or day > after})
    return [datetime.combine(day, hour, tz).astimezone(UTC) for day in wanted]


def _parts(text: str) -> dict[str, str]:
    """« RRULE:FREQ=WEEKLY;COUNT=3 » as a dictionary, each name once."""
    if len(text) > LONGEST:
        raise NotARule(text[:LONGEST])
    pairs = [part.split("=", 1) for part in text.strip().upper().removeprefix("RRULE:").split(";") if part]
    if not pairs or any(len(pair) != 2 for pair in pairs) or len({pair[0] for pair in pairs}) != len(pairs):
        raise NotARule(text)
    return {name.strip(): value.strip() for name, value in pairs}


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise NotARule(text)
    return int(text)


def _local_until(text: str, tz: ZoneInfo) -> str:
    """The end as local wall time; a day alone means the whole day."""
    if not (found := _UNTIL.fullmatch(text)):
        raise NotARule(text)
    try:
        moment = datetime.strptime(found[1] + (found[2] or "235959"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - local
    except ValueError as error:
        raise NotARule(text) from error
    if found[3]:
        moment = moment.replace(tzinfo=UTC).astimezone(tz)
    return f"{moment:%Y%m%dT%H%M%S}"


def _shifted(rule: str) -> str:
    """The same rule, its end moved with the days; an end past the year 9999 is no end."""

    def move(found: re.Match[str]) -> str:
        try:
            moved = datetime.strptime(found[1], "%Y%m%dT%H%M%S") + SHIFT  # noqa: DTZ007 - local
        except OverflowError:
            return ""
        return f";UNTIL={moved:%Y%m%dT%H%M%S}"

    return re.sub(r";UNTIL=(\w+)", move, rule)
