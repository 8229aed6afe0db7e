"""What the worker calls."""

from datetime import datetime

from parvis.courier import calling, delivering, in_time, pacing, polling
from parvis.courier.texting import asking, leaving


def deliver_due(at: datetime) -> int:
    """At every wake-up: the mail whose hour has come."""
    return delivering.deliver_due(at)


def deliver_texts(at: datetime) -> int:
    """At every wake-up: the text messages whose hour has come."""
    return leaving.deliver_texts(at)


def look_into_box(at: datetime) -> int:
    """Every minute, where a box of answers is named: what came into it."""
    return polling.look(at)


def bring_back(at: datetime) -> int:
    """Every few minutes: what a clock in the future wrote is due again."""
    return delivering.bring_back(at)


def drop_unwanted_calls(at: datetime) -> int:
    """Every few minutes: take calls and letters that are no longer needed off the list."""
    return calling.drop_unwanted(at)


def call_what_is_late(at: datetime) -> int:
    """Every minute: what waits too long to be read in time is called as well."""
    return in_time.see_to_late(at)


def forget_questions(at: datetime) -> int:
    """Hourly: questions asked by text message are over after a day; domains nobody writes to begin again."""
    return asking.forget(at) + pacing.forget_idle(at)
