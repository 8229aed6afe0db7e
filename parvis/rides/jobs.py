"""What rides do by themselves; each is safe to run again, and returns how much it did."""

from datetime import datetime

from parvis.rides import ending


def let_go(at: datetime) -> int:
    """Seats held for who did not answer are free again; every five minutes."""
    return ending.let_go_due(at)


def close(at: datetime) -> int:
    """After the meeting nothing is open any more; every hour."""
    return ending.close_due(at)
