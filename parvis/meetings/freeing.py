"""Somebody is no longer here, or not for a while: what they held at meetings to come is free again."""

from datetime import datetime

from django.db import transaction

from parvis.meetings.models import Registration
from parvis.meetings.registering import withdraw
from parvis.members.models import Member


@transaction.atomic
def free_seats(*, member: Member, at: datetime, until_at: datetime | None = None) -> int:
    """Withdraw the person from the meetings to come (before `until_at`, if given); how many.

    The line moves as after any withdrawal, and nobody reads why.
    """
    rows = Registration.objects.live().to_come(at).filter(member=member).select_related("meeting")
    if until_at is not None:
        rows = rows.filter(meeting__begins_at__lt=until_at)
    held = list(rows.order_by("meeting_id"))  # meetings are locked in one order
    for registration in held:
        withdraw(registration=registration, at=at)
    return len(held)
