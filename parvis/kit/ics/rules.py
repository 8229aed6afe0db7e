"""A rule of repetition, judged before anything unrolls it: what it costs, and when it would end.

Rules come from anywhere. « Every second for ever », « the 30th of February », « daily since 1900 » must not
hold anybody up: the days the library looks at are counted, and it is stopped at a number.
"""

import re
from datetime import datetime, timedelta
from typing import Any

from dateutil.rrule import rrule, rrulestr

from parvis.kit.ics.values import Moment

MOST_STEPS = 45_000  # days looked at for one rule: every day of a hundred and twenty years
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_LISTS = {
    "BYHOUR": 4,
    "BYSETPOS": 12,
    "BYDAY": 60,
    "BYMONTHDAY": 62,
    "BYYEARDAY": 60,
    "BYWEEKNO": 60,
    "BYMONTH": 12,
}
_PLAIN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
_UNTIL = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z?))?")


class TooLong(Exception):
    """The rule would be looked at for too long, or repeats within a day."""


class Steps:
    """How many days may still be looked at, for one file."""

    def __init__(self, left: int) -> None:
        self.left = left


class _Counted(tuple[int, ...]):
    """The months of a rule: asked once for every day looked at, so the place where steps are counted."""

    steps: Steps
    mine: int

    def __contains__(self, month: object) -> bool:
        self.mine -= 1
        self.steps.left -= 1
        if self.mine < 0 or self.steps.left < 0:
            raise TooLong
        return super().__contains__(month)


def tidy(text: str, begin: Moment) -> str:
    """The rule with only what we know, its end on its own clock. ValueError, TooLong for what we do not."""
    parts = _parts(text)
    for name, most in _LISTS.items():
        if len(parts.get(name, "").split(",")) > most:
            raise TooLong
    for name, most in (("INTERVAL", 1000), ("COUNT", 10**9)):
        if name in parts:
            parts[name] = str(_number(parts[name], most))
    if "UNTIL" in parts:
        parts["UNTIL"] = _until(parts["UNTIL"], begin)
        parts.pop("COUNT", None)
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _parts(text: str) -> dict[str, str]:
    parts = {"FREQ": ""}  # first: `skippable` looks for it there
    for part in text.upper().replace(" ", "").split(";")[:20]:
        name, _equal, value = part.partition("=")
        if name in _PLAIN or name in _LISTS:
            parts[name] = value
        elif name in ("BYMINUTE", "BYSECOND", "BYEASTER"):
            raise TooLong
    if parts["FREQ"] not in _FREQUENCIES:
        raise TooLong if parts["FREQ"] in ("HOURLY", "MINUTELY", "SECONDLY") else ValueError
    return parts


def _number(text: str, most: int) -> int:
    if not text.isdigit() or len(text) > 12 or int(text) < 1:
        raise ValueError
    return min(int(text), most)


def _until(text: str, begin: Moment) -> str:
    match = _UNTIL.match(text)
    if match is None:
        raise ValueError
    year, month, day, hour, minute, second, mark = match.groups()
    last = datetime(int(year), int(month), int(day), int(hour or 23), int(minute or 59), int(second or 59))  # noqa: DTZ001 - on the clock of the entry
    if mark and not begin.is_day and 1900 < last.year < 2300:
        last = Moment(last, begin.zone).local if last.year > 9000 else _on_clock(last, begin)
    return last.strftime("%Y%m%dT%H%M%S").zfill(15)


def _on_clock(instant: datetime, begin: Moment) -> datetime:
    from_utc = begin.zone.fromutc(instant.replace(tzinfo=begin.zone))
    return from_utc.replace(tzinfo=None)


def as_sent(rule: str, begin: Moment) -> str:
    """The same rule, its end said the way the file format wants it: on the world's clock, or as a day."""
    start, mark, until = rule.partition("UNTIL=")
    if not mark:
        return rule
    last, rest = until[:15], until[15:]
    if begin.is_day:
        return f"{start}UNTIL={last[:8]}{rest}"
    instant = begin.at(datetime.strptime(last, "%Y%m%dT%H%M%S")).instant  # noqa: DTZ007 - on its own clock
    return f"{start}UNTIL={instant:%Y%m%dT%H%M%SZ}{rest}"


def skippable(rule: str, begin: datetime, since: datetime) -> timedelta:
    """How much of the past may be skipped without changing a date to come: whole turns of days or weeks."""
    turn = {"FREQ=DAILY": 1, "FREQ=WEEKLY": 7}.get(rule.partition(";")[0], 0)
    if not turn or "COUNT=" in rule or "BYSETPOS=" in rule or since <= begin:
        return timedelta()
    found = re.search(r"INTERVAL=(\d+)", rule)
    turn *= int(found[1]) if found else 1
    return timedelta(days=max((since - begin).days // turn - 1, 0) * turn)


def dates(
    rule: str, begin: Moment, until: datetime, since: datetime, most: int, steps: Steps
) -> tuple[int, datetime]:
    """How many dates a tidy rule gives between two clocks, `most` at most, and the last of them.

    TooLong when looking costs too much; ValueError when the library does not understand the rule.
    """
    found, last = 0, begin.local
    unrolled: Any = rrulestr(rule, dtstart=begin.local)
    if not isinstance(unrolled, rrule):
        raise ValueError(rule)
    counted = _Counted(unrolled._bymonth or range(1, 13))  # type: ignore[attr-defined]
    counted.steps, counted.mine = steps, MOST_STEPS
    unrolled._bymonth = counted  # type: ignore[attr-defined]
    for date in unrolled:
        if date > until or found >= most:
            break
        last = date
        found += date + timedelta(days=40) > since
    return found, last
