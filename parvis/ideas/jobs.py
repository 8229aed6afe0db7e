"""What surveys do by themselves; each is safe to run again, and returns how much it did."""

from datetime import datetime

from parvis.ideas import ending, telling


def something_to_ask() -> bool:
    return telling.something_to_ask()


def ask(at: datetime) -> int:
    """Ask the next people of the surveys that are open; every minute while some were not asked."""
    return telling.ask_due(at)


def end(at: datetime) -> int:
    """End the surveys whose hour has come; every five minutes."""
    return ending.end_due(at)
