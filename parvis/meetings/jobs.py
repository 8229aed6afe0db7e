"""What meetings do by themselves; each is safe to run again, and returns how much it did."""

from datetime import datetime

from parvis.meetings import promoting, reminding, telling
from parvis.meetings.materialising import materialise_series
from parvis.meetings.models import Series


def materialise(now: datetime) -> int:
    """Make the meetings of every series some weeks ahead; daily is enough."""
    return sum(len(materialise_series(series, now)) for series in Series.objects.live().order_by("pk"))


def remind(now: datetime) -> int:
    """Write the reminders whose hour has come; every quarter of an hour."""
    return reminding.remind_due(now)


def lapse_due(now: datetime) -> int:
    """Pass on the seats nobody answered for; every five minutes."""
    return promoting.lapse_due(now)


def stop_promotions(now: datetime) -> int:
    """Tell hosts that the line no longer moves by itself; every five minutes."""
    return promoting.stop_due(now)


def ask_for_stories(now: datetime) -> int:
    """The next day, ask those who were there for a sentence or a photo; hourly."""
    return telling.ask_due(now)
