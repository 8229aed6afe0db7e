"""Will written words be known in time? What leaves too late to be read for sure is called as well.

Nobody reads at night: only the hours between 8 h and 20 h count. Reading takes the time people take:
three hours for mail, one for a text message, four days for a letter.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from parvis.courier.calm import EVENING, MORNING
from parvis.courier.letterhead import letterhead
from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import all_purposes
from parvis.courier.undelivered import key_instead

READ_WITHIN = {Channel.MAIL: timedelta(hours=3), Channel.SMS: timedelta(hours=1)}
POST_TAKES = timedelta(days=4)
_LONGEST = timedelta(days=5)
_WRITTEN = (Channel.MAIL, Channel.SMS, Channel.LETTER)
Handler = Callable[[Dispatch, datetime], None]
_handlers: list[Handler] = []


def when_late(handler: Handler) -> Handler:
    """Call this with each dispatch that may be read too late, in the transaction that wrote it."""
    if handler not in _handlers:
        _handlers.append(handler)
    return handler


def daytime(since: datetime, until: datetime, tz: tzinfo) -> timedelta:
    """The hours between two moments when people are up: from 8 h to 20 h, Sundays too."""
    total, local = timedelta(0), since.astimezone(tz)
    while local < until and total < _LONGEST:
        morning, evening = (datetime.combine(local.date(), hour, tz) for hour in (MORNING, EVENING))
        total += max(timedelta(0), min(until, evening) - max(local, morning))
        local = datetime.combine(local.date() + timedelta(days=1), time(0), tz)
    return total


def is_in_time(row: Dispatch, now: datetime) -> bool:
    """Whether these words leave (or left) early enough to be read by the hour they are needed."""
    if row.needed_by_at is None or row.channel not in _WRITTEN:
        return True
    leaves_at = (
        row.ended_at if row.state == Dispatch.State.SENT and row.ended_at else max(row.not_before_at, now)
    )
    if row.channel == Channel.LETTER:
        return row.needed_by_at - leaves_at >= POST_TAKES
    known_in = daytime(leaves_at, row.needed_by_at, ZoneInfo(letterhead().time_zone))
    return known_in >= READ_WITHIN[Channel(row.channel)]


def see_to(rows: Iterable[Dispatch], at: datetime) -> None:
    """Right after writing: those that may be read too late are called as well."""
    called_too = _called_too()
    for row in rows:
        is_live = row.state == Dispatch.State.WAITING and row.purpose in called_too
        if is_live and not is_in_time(row, at):
            _tell(row, at)


def see_to_late(now: datetime) -> int:
    """For the worker: what still waits (no network, a letter nobody posted) and is late by now; how many."""
    soon = Dispatch.objects.waiting(*_WRITTEN).filter(
        purpose__in=_called_too(), needed_by_at__gt=now, needed_by_at__lte=now + POST_TAKES
    )
    late = [row for row in soon if not is_in_time(row, now)]
    keys = {key_instead(row): row for row in late}
    for known in Dispatch.objects.filter(once_key__in=list(keys)).values_list("once_key", flat=True):
        del keys[known or ""]
    for row in keys.values():
        _tell(row, now)
    return len(keys)


def _called_too() -> list[str]:
    return [known.name for known in all_purposes() if known.is_called_too]


def _tell(row: Dispatch, at: datetime) -> None:
    for handler in _handlers:
        handler(row, at)
