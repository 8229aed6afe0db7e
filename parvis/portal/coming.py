"""The meetings a person is coming to, or waits for."""

from datetime import datetime

from parvis.meetings.models import Registration
from parvis.members.models import Member

MOST = 12
_SHOWN = (
    "member",
    "state",
    "meeting__title",
    "meeting__about",
    "meeting__begins_at",
    "meeting__ends_at",
    "meeting__where",
    "meeting__place__name",
    "meeting__room__name",
    "meeting__room__place__name",
)


def coming_of(member: Member, now: datetime) -> list[Registration]:
    """The person's live registrations for meetings that are not over, the next one first."""
    live = member.registrations.filter(state__in=Registration.LIVE, meeting__ends_at__gt=now)
    shown = live.select_related("meeting__place", "meeting__room__place").only(*_SHOWN)
    return list(shown.order_by("meeting__begins_at")[:MOST])
