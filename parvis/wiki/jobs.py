"""What stories do by themselves; safe to run again."""

from datetime import datetime

from parvis.wiki import sweeping


def sweep(at: datetime) -> int:
    """Every hour: files without a row go."""
    return sweeping.sweep(at)
