"""What mutual aid does by itself; each is safe to run again, and returns how much it did."""

from datetime import datetime

from parvis.aid import ending, sweeping, telling


def end(at: datetime) -> int:
    """Notices whose days are over leave; every quarter of an hour."""
    return ending.end_due(at)


def tell(at: datetime) -> int:
    """One word to the authors of what ends within three days; every hour."""
    return telling.tell_due(at)


def sweep(at: datetime) -> int:
    """Every hour: photos without a notice go."""
    return sweeping.sweep(at)
