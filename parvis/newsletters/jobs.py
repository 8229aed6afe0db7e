"""What letters and plans do by themselves; each is safe to run again, or by two workers at once."""

from datetime import datetime

from django.utils import timezone

from parvis.newsletters import leaving, planning
from parvis.newsletters.models import Letter, Plan


def something_is_due() -> bool:
    return Plan.objects.due(timezone.now()).exists()


def publish(at: datetime) -> int:
    """Every few seconds: what was planned for this hour."""
    return planning.publish_due(at)


def some_letter_leaves() -> bool:
    return Letter.objects.on_their_way().exists()


def write_out(at: datetime) -> int:
    """Every few seconds: the rows of the letters that leave; killed, it goes on."""
    return leaving.write_out(at)
