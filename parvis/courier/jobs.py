"""What the worker calls."""

from datetime import datetime

from parvis.courier import calling, delivering


def deliver_due(at: datetime) -> int:
    """At every wake-up: the mail whose hour has come."""
    return delivering.deliver_due(at)


def drop_unwanted_calls(at: datetime) -> int:
    """Every few minutes: take calls and letters that are no longer needed off the list."""
    return calling.drop_unwanted(at)
