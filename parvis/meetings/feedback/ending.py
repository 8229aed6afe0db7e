"""After thirty days: who was asked is forgotten, what fewer than five people said unread goes."""

from datetime import datetime

from django.db import transaction

from parvis.meetings.feedback.answering import count_met
from parvis.meetings.models import Feedback, FeedbackAnswer


def close_due(at: datetime) -> int:
    """Close the questions whose thirty days are over; how many."""
    due = Feedback.objects.filter(closes_at__lte=at, closed_at=None).order_by("pk")
    return sum(_close(pk, at) for pk in list(due.values_list("pk", flat=True)[:200]))


@transaction.atomic
def _close(pk: int, at: datetime) -> int:
    feedback = Feedback.objects.locked(pk)
    if feedback.closed_at is not None:
        return 0
    FeedbackAnswer.objects.filter(question__feedback=feedback, is_shown=False).delete()
    feedback.guests.all().delete()
    count_met(feedback)
    feedback.closed_at = at
    feedback.save(update_fields=["closed_at"])
    return 1
