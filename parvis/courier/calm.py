"""Calm hours: nothing from 20 h to 8 h, nothing on Sunday except a cancellation.

Pure. Days and hours are those of the community's time zone; wall clocks keep their meaning across
the changes of hour, since every result is built from a local day and a local hour.
"""

from datetime import date, datetime, time, timedelta, tzinfo

MORNING = time(8)
EVENING = time(20)
LAST_REMINDER = time(19, 30)
SUNDAY = 6


def _morning(day: date, tz: tzinfo) -> datetime:
    return datetime.combine(day, MORNING, tz)


def _day_after(local: datetime, days: int = 1) -> date:
    return local.date() + timedelta(days=days)


def is_calm(at: datetime, tz: tzinfo, *, goes_on_sundays: bool = False) -> bool:
    """May words that nobody is waiting for arrive at this moment?"""
    local = at.astimezone(tz)
    if local.weekday() == SUNDAY and not goes_on_sundays:
        return False
    return MORNING <= local.time() < EVENING


def next_calm_moment(at: datetime, tz: tzinfo, *, goes_on_sundays: bool = False) -> datetime:
    """The first moment from `at` on when words may arrive; `at` itself when it is calm."""
    if is_calm(at, tz, goes_on_sundays=goes_on_sundays):
        return at
    local = at.astimezone(tz)
    day = _day_after(local) if local.time() >= EVENING else local.date()
    if day.weekday() == SUNDAY and not goes_on_sundays:
        day += timedelta(days=1)
    return _morning(day, tz)


def _on_saturday(local: datetime, tz: tzinfo) -> datetime:
    """The Saturday of this week-end, at the same hour if it is a fit one."""
    saturday = _day_after(local, 5 - local.weekday())
    hour = min(max(local.time(), MORNING), LAST_REMINDER)
    return datetime.combine(saturday, hour, tz)


def calm_moment(
    at: datetime,
    tz: tzinfo,
    *,
    is_answer: bool,
    goes_on_sundays: bool = False,
    sunday_moves_to_saturday: bool = False,
) -> datetime:
    """When words meant for `at` should leave.

    An answer leaves at once. A night waits for 8 h. What would arrive on a Sunday waits for Monday 8 h,
    unless it may go on Sundays (a cancellation) or must come earlier instead (a reminder: Saturday,
    same hour, between 8 h and 19 h 30). A Saturday evening counts as Sunday: its morning is one.
    """
    if is_answer:
        return at
    planned = next_calm_moment(at, tz, goes_on_sundays=goes_on_sundays)
    if not sunday_moves_to_saturday or goes_on_sundays:
        return planned
    local = at.astimezone(tz)
    waits_for_sunday = local.weekday() == SUNDAY or (
        local.weekday() == SUNDAY - 1 and local.time() >= EVENING
    )
    return _on_saturday(local, tz) if waits_for_sunday else planned
