"""Write a time zone as calendars carry it (VTIMEZONE, RFC 5545 §3.6.5), from the zone itself.

Where the clock changes by a yearly rule (the last Sunday of October), that rule is written, which every
program reads; where it does not (Morocco around Ramadan), each change is.
"""

import calendar as months
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Change:
    """One moment at which the clock changes: local time before it, offsets on both sides, its name."""

    local: datetime  # without zone: what the clock shows when it is moved
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool

    @property
    def kind(self) -> tuple[timedelta, timedelta, str, bool]:
        """What changes of one observance have in common."""
        return self.before, self.after, self.name, self.is_summer


@lru_cache(maxsize=64)
def vtimezone(zone: ZoneInfo, first_year: int, last_year: int) -> tuple[str, ...]:
    """The lines of the component, right for every instant from first_year to last_year (UTC, included)."""
    begins = datetime(first_year, 1, 1, tzinfo=UTC)
    changes = _changes(zone, begins - _DAY, datetime(last_year + 1, 1, 1, tzinfo=UTC) + _DAY)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone.key}", f"X-LIC-LOCATION:{zone.key}"]
    lines += _observance(_standing(zone, begins - _DAY), "")
    by_kind = sorted(changes, key=lambda change: (repr(change.kind), change.local))
    for _kind, group in groupby(by_kind, key=lambda change: change.kind):
        lines += _observances(list(group), last_year)
    return (*lines, "END:VTIMEZONE")


def _standing(zone: ZoneInfo, moment: datetime) -> Change:
    """What holds when the span begins, as if it had always been."""
    local = moment.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    return Change(local.replace(tzinfo=None), offset, offset, local.tzname() or "", bool(local.dst()))


def _changes(zone: ZoneInfo, begins: datetime, ends: datetime) -> list[Change]:
    """Every change between two instants (UTC), looked for day by day, then to the second."""
    found, moment, kind = [], begins, _kind(zone, begins)
    while moment < ends:
        following = moment + _DAY
        if (new := _kind(zone, following)) != kind:
            at = _first(zone, moment, following)
            found.append(Change((at + kind[0]).replace(tzinfo=None), kind[0], new[0], new[1], new[2]))
            kind = new
        moment = following
    return found


def _kind(zone: ZoneInfo, moment: datetime) -> tuple[timedelta, str, bool]:
    local = moment.astimezone(zone)
    return local.utcoffset() or timedelta(), local.tzname() or "", bool(local.dst())


def _first(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first second at which the zone is as it is at `high`."""
    wanted = _kind(zone, high)
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle <= low:
            break
        low, high = (low, middle) if _kind(zone, middle) == wanted else (middle, high)
    return high


def _observances(changes: list[Change], last_year: int) -> list[str]:
    """One by its rule when it still holds at the end of the span (a rule has no end), else each change."""
    rule = _yearly_rule(changes)
    if rule and changes[-1].local.year >= last_year:
        return _observance(changes[0], f"RRULE:{rule}")
    return [line for change in changes for line in _observance(change, "")]


def _yearly_rule(changes: list[Change]) -> str:
    """« FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU » when these changes follow it, year after year; else nothing."""
    first, days = changes[0].local, [change.local for change in changes]
    years = [day.year for day in days]
    same = {(day.month, day.weekday(), day.time()) for day in days}
    if len(days) < 2 or len(same) > 1 or years != list(range(first.year, first.year + len(days))):
        return ""
    ranks = {_rank(day) for day in days}
    lasts = {months.monthrange(day.year, day.month)[1] - day.day < 7 for day in days}
    rank = -1 if lasts == {True} else ranks.pop() if len(ranks) == 1 else 0
    return f"FREQ=YEARLY;BYMONTH={first.month};BYDAY={rank}{_DAYS[first.weekday()]}" if rank else ""


def _rank(day: datetime) -> int:
    """1 for the first Tuesday of its month, 2 for the second."""
    return (day.day - 1) // 7 + 1


def _observance(change: Change, rule: str) -> list[str]:
    kind = "DAYLIGHT" if change.is_summer else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{change.local:%Y%m%dT%H%M%S}",
        *([rule] if rule else []),
        f"TZOFFSETFROM:{_offset(change.before)}",
        f"TZOFFSETTO:{_offset(change.after)}",
        f"TZNAME:{change.name}",
        f"END:{kind}",
    ]


def _offset(offset: timedelta) -> str:
    """« +0200 », with seconds where the clock once had them."""
    seconds = int(offset.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    rest = f"{seconds % 60:02}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}{rest}"
