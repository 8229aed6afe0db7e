"""The meetings a person is coming to, or waits for."""

from datetime import datetime

from parvis.meetings.models import Registration
from parvis.members.models import Member

MOST = 12


def coming_of(member: Member, now: datetime) -> list[Registration]:
    """The person's live registrations for meetings that are not over, the next one first."""
    live = member.registrations.filter(state__in=Registration.LIVE, meeting__ends_at__gt=now)
    return list(live.select_related("meeting", "meeting__place").order_by("meeting__begins_at")[:MOST])
