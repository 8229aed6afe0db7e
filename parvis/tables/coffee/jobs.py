"""What coffees do by themselves; each is safe to run again, or by two workers at once."""

from datetime import datetime

from parvis.tables.coffee import drawing, meeting_up, nudging, preparing
from parvis.tables.models import Coffee, CoffeeRing


def some_ring_is_on() -> bool:
    return CoffeeRing.objects.filter(is_on=True).exists()


def draw(at: datetime) -> int:
    """Make the draws of the rings whose Monday has come, and tell those drawn; every quarter of an hour."""
    return drawing.draw_due(at) + preparing.prepare_due(at)


def some_coffee_is_new() -> bool:
    return Coffee.objects.unprepared().exists()


def prepare(at: datetime) -> int:
    """Go on where a worker stopped; every minute."""
    return preparing.prepare_due(at)


def remind(at: datetime) -> int:
    """The day before: of an agreed coffee, and of one nobody answered; every quarter of an hour."""
    return meeting_up.remind_due(at) + nudging.nudge_due(at)


def ask(at: datetime) -> int:
    """The day after: did they meet? Every hour."""
    return meeting_up.ask_due(at)
