"""What members do by themselves; each is safe to run again."""

from datetime import datetime

from django.utils import timezone

from parvis.members import erasing, keeping_rules, telling_of_pace
from parvis.members.models import Erasure, Leaving


def keep_rules(at: datetime) -> int:
    """Hourly: let go of what no rule keeps any more; how many rows."""
    return sum(keeping_rules.keep_rules(at).values())


def lower_pace(at: datetime) -> int:
    """Daily: whoever did not say « plus, moins ou pareil » is written to less, and told; how many."""
    return telling_of_pace.lower_due(at)


def somebody_goes() -> bool:
    """Are somebody's seven days over, or is the disk still to be cleaned after an erasure?"""
    due = Leaving.objects.due(timezone.now()).exists()
    return due or Erasure.objects.filter(swept_at=None).exists()


def erase_due(at: datetime) -> int:
    """Every minute, when somebody goes: erase them, clean the disk; how many people."""
    return erasing.erase_due(at)
