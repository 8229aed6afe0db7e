"""What threads do by themselves; safe to run again."""

from datetime import datetime

from parvis.conversations import digesting, promising


def tell_late(at: datetime) -> int:
    """Every quarter of an hour: answers somebody waits for."""
    return promising.tell_late(at)


def digest(at: datetime) -> int:
    """Every quarter of an hour: finite threads end at their hour; what was said leaves in the evening."""
    digesting.end_over(at)
    return digesting.digest_due(at)
