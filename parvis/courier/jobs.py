"""What the worker calls."""

from datetime import datetime

from parvis.courier import calling, delivering


def deliver_due(now: datetime) -> None:
    """Every few seconds: the mail whose hour has come."""
    delivering.deliver_due(now)


def drop_unwanted_calls(now: datetime) -> None:
    """Every few minutes: calls and letters that are no longer needed."""
    calling.drop_unwanted(now)
