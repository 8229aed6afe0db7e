"""What the worker calls."""

from datetime import datetime

from parvis.courier import calling, delivering


def deliver_due(at: datetime) -> int:
    """At every wake-up: the mail whose hour has come."""
    return delivering.deliver_due(at)


def bring_back(at: datetime) -> int:
    """Every few minutes: what a clock in the future wrote is due again."""
    return delivering.bring_back(at)


def drop_unwanted_calls(at: datetime) -> int:
    """Every few minutes: take calls and letters that are no longer needed off the list."""
    return calling.drop_unwanted(at)
