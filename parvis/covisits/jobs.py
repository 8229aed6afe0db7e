"""What visits do by themselves."""

from datetime import datetime

from django.utils import timezone

from parvis.covisits import visiting
from parvis.covisits.models import CoVisit


def some_are_silent() -> bool:
    """Whether there is anything to close."""
    return CoVisit.objects.silent(timezone.now()).exists()


def close_silent(at: datetime) -> int:
    """Close the visits nobody moves in any more; how many."""
    return visiting.close_silent(at)
