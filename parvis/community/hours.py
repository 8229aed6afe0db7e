"""Opening hours of a week, without a database: written as OpenStreetMap does, compared as instants.

A week is seven days, Monday first; a day is its spans; a span is (from, to) in minutes after midnight.
« 20 h – 2 h » ends after midnight: its `to` is 26 h. Hours are those of the clock on the wall.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

Span = tuple[int, int]
Day = tuple[Span, ...]
Week = tuple[Day, Day, Day, Day, Day, Day, Day]

DAY = 24 * 60
NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MOST_SPANS = 6  # a day
NEVER: Week = ((), (), (), (), (), (), ())


def tidy(spans: Sequence[Span]) -> Day:
    """The spans of a day in their order, those that touch joined. ValueError for an impossible one."""
    joined: list[Span] = []
    for begins, ends in sorted(spans):
        if not 0 <= begins < DAY or not begins < ends <= begins + DAY:
            raise ValueError(spans)
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((begins, ends))
    if len(joined) > MOST_SPANS:
        raise ValueError(spans)
    return tuple(joined)


def write(week: Week) -> str:
    """« Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00 »; empty for a week never open."""
    rules, number = [], 0
    while number < len(week):
        last = number
        while last + 1 < len(week) and week[last + 1] == week[number]:
            last += 1
        if week[number]:
            spans = ",".join(f"{_clock(begins)}-{_clock(ends)}" for begins, ends in week[number])
            days = NAMES[number] if last == number else f"{NAMES[number]}-{NAMES[last]}"
            rules.append(f"{days} {spans}")
        number = last + 1
    return "; ".join(rules)


def is_covered(week: Week, begins_at: datetime, ends_at: datetime, zone: tzinfo) -> bool:
    """Whether the place is open from one instant to the other without a break, by the clock of that zone."""
    reached = begins_at
    for opens_at, closes_at in openings(week, begins_at, ends_at, zone):
        if opens_at > reached:
            return False
        reached = max(reached, closes_at)
        if reached >= ends_at:
            return True
    return False


def openings(
    week: Week, begins_at: datetime, ends_at: datetime, zone: tzinfo
) -> Iterator[tuple[datetime, datetime]]:
    """When the place opens and closes, of every span that touches this time, the first one first."""
    on = begins_at.astimezone(zone).date() - timedelta(days=1)  # yesterday's evening may last until now
    last_on = ends_at.astimezone(zone).date()
    while on <= last_on:
        for begins, ends in week[on.weekday()]:
            opens_at, closes_at = _instant(on, begins, zone), _instant(on, ends, zone, fold=1)
            if closes_at > begins_at and opens_at < ends_at:
                yield opens_at, closes_at
        on += timedelta(days=1)


def _instant(on: date, minutes: int, zone: tzinfo, fold: int = 0) -> datetime:
    """That hour on the wall. When it comes twice in autumn: opened at the first, closed at the second."""
    on += timedelta(days=minutes // DAY)
    wall = time(minutes % DAY // 60, minutes % 60, fold=fold)
    return datetime.combine(on, wall, zone).astimezone(UTC)


def _clock(minutes: int) -> str:
    """« 09:00 »; the end of the night as OpenStreetMap writes it: 24:00, then 26:00 as 02:00."""
    if minutes > DAY:
        minutes -= DAY
    return f"{minutes // 60:02}:{minutes % 60:02}"
