"""Who has something to come: the desk minds their mandates."""

from collections.abc import Iterable
from datetime import datetime

from parvis.meetings.models import Registration


def expected_somewhere(people: Iterable[int], at: datetime) -> set[int]:
    """Which of these people (ids) have a live registration for a meeting to come."""
    coming = Registration.objects.filter(
        member__in=list(people), state__in=Registration.LIVE, meeting__ends_at__gt=at
    )
    return set(coming.filter(meeting__cancellation=None).values_list("member_id", flat=True))
