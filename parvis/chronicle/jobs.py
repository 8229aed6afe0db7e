"""What the worker calls."""

from datetime import datetime

from parvis.chronicle.advancing import advance


def follow_deeds(at: datetime) -> int:
    """At every wake-up: let each area react to what was done."""
    return advance(at)
