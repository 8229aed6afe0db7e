"""When a ring draws, and whose turn it is: pure questions about Mondays."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parvis.tables.models import Rhythm

WEEK = timedelta(weeks=1)
OPENS = time(8)  # of that Monday, by the clock of the community
_LATE = {Rhythm.WEEK: timedelta(days=2), Rhythm.FORTNIGHT: WEEK, Rhythm.MONTH: 2 * WEEK}
_EVERY = {Rhythm.WEEK: 0, Rhythm.FORTNIGHT: 1, Rhythm.MONTH: 2}


def draw_days(rhythm: str, monday: date) -> bool:
    """Whether a ring of this rhythm draws on this Monday."""
    if rhythm == Rhythm.MONTH:
        return monday.day <= 7
    return rhythm == Rhythm.WEEK or (monday.toordinal() // 7) % 2 == 0


def due_on(rhythm: str, at: datetime, zone: ZoneInfo) -> date | None:
    """The Monday of the draw to make now; None when none is, or it is too late for this time."""
    local = at.astimezone(zone)
    monday = local.date() - timedelta(days=local.weekday())
    for _turn in range(3):
        opens_at = datetime.combine(monday, OPENS, zone)
        if draw_days(rhythm, monday) and opens_at <= local:
            return monday if local - opens_at < _LATE[Rhythm(rhythm)] + timedelta(days=1) else None
        monday -= WEEK
    return None


def next_on(rhythm: str, after: date) -> date:
    """The next Monday on which a ring of this rhythm draws."""
    monday = after + timedelta(days=7 - after.weekday())
    while not draw_days(rhythm, monday):
        monday += WEEK
    return monday


def takes_part(wished: str, ring: str, monday: date) -> bool:
    """Whether who wished that rhythm is in this draw of their ring: never more often than the ring draws."""
    if _EVERY[Rhythm(wished)] <= _EVERY[Rhythm(ring)]:
        return True
    if wished == Rhythm.FORTNIGHT:
        return draw_days(wished, monday)
    return not any(draw_days(ring, earlier) for earlier in _earlier_in_month(monday))


def rhythms_within(ring: str) -> list[tuple[str, str]]:
    """The rhythms somebody may wish in a ring: its own, and the slower ones."""
    return [(key, str(label)) for key, label in Rhythm.choices if _EVERY[Rhythm(key)] >= _EVERY[Rhythm(ring)]]


def _earlier_in_month(monday: date) -> list[date]:
    mondays = [monday - turn * WEEK for turn in range(1, 5)]
    return [one for one in mondays if one.month == monday.month]
