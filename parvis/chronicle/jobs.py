"""What the worker calls."""

from datetime import datetime

from parvis.chronicle.advancing import advance


def follow_deeds(now: datetime) -> None:
    """Every few seconds: let each area react to what was done."""
    advance(now)
