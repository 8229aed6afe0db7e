"""What meetings do by themselves; each is safe to run again, and returns how much it did."""

from datetime import datetime

from django.utils import timezone

from parvis.meetings import opening_seats, promoting, reminding, telling
from parvis.meetings.feedback import ending as ending_feedback
from parvis.meetings.materialising import materialise_series
from parvis.meetings.models import Meeting, Series
from parvis.meetings.polls import ending


def materialise(at: datetime) -> int:
    """Make the meetings of every series some weeks ahead; daily is enough."""
    return sum(len(materialise_series(series, at)) for series in Series.objects.live().order_by("pk"))


def remind(at: datetime) -> int:
    """Write the reminders whose hour has come; every quarter of an hour."""
    return reminding.remind_due(at)


def lapse_due(at: datetime) -> int:
    """Pass on the seats nobody answered for; every five minutes."""
    return promoting.lapse_due(at)


def stop_promotions(at: datetime) -> int:
    """Tell hosts that the line no longer moves by itself; every five minutes."""
    return promoting.stop_due(at)


def some_seats_are_due() -> bool:
    """Whether seats kept for those who call are everybody's by now."""
    return Meeting.objects.with_kept_seats_due(timezone.now()).exists()


def open_kept_seats(at: datetime) -> int:
    """Open to all the seats nobody called for in time; every minute."""
    return opening_seats.open_due(at)


def ask_for_stories(at: datetime) -> int:
    """The next day, ask those who were there for a sentence or a photo; hourly."""
    return telling.ask_due(at)


def close_feedback(at: datetime) -> int:
    """Close the questions about meetings whose thirty days are over; hourly."""
    return ending_feedback.close_due(at)


def close_polls(at: datetime) -> int:
    """Close the date polls whose hour has come and tell who asked; every five minutes."""
    return ending.close_due(at)
