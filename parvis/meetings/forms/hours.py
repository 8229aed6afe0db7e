"""Days and hours as they are typed, and the moments they mean: both ways, on the clock of the wall."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from parvis.kit.reading_moments import names_weekday_alone

LAST_RESORT = timedelta(hours=2)


def hours_of(
    day: date, begins: time, ends: time | None, last: date | None = None
) -> tuple[datetime, datetime]:
    """When it begins and ends. Without an end, two hours; an end before the beginning is the next morning.

    last: its last day, when it goes on for several; until midnight is the end of that day.
    """
    begins_at = timezone.make_aware(datetime.combine(day, begins))
    if ends is None:
        return begins_at, timezone.make_aware(datetime.combine(last or day, begins)) + LAST_RESORT
    return begins_at, timezone.make_aware(_end(day, begins, ends, last or day))


def day_to_come(day: date, typed: str, begins: time, now: datetime) -> date:
    """`day` as it was typed; « samedi », said on a Saturday evening for the afternoon, is the next one."""
    is_over = timezone.make_aware(datetime.combine(day, begins)) <= now
    return day + timedelta(days=7) if is_over and names_weekday_alone(typed) else day


def last_day_of(begins_at: datetime, ends_at: datetime) -> str:
    """The last day to show in the form; empty when day and hours say it all. Both in local time."""
    day, begins, ends = begins_at.date(), begins_at.time(), ends_at.time()
    if _end(day, begins, ends, day) == ends_at.replace(tzinfo=None):
        return ""
    return f"{ends_at.date() - timedelta(days=ends == time()):%d/%m/%Y}"


def _end(day: date, begins: time, ends: time, last: date) -> datetime:
    is_next_morning = ends == time() or (last == day and ends <= begins)
    return datetime.combine(last + timedelta(days=is_next_morning), ends)
