"""The page of the cars, by the pass of one's own registration: no account is needed."""

from datetime import datetime

from django.urls import reverse

from parvis.meetings.models import Meeting, Registration
from parvis.meetings.passes import number_in, pass_of
from parvis.members.models import Member

_SHOWN = (
    "member__suspension",
    "meeting__place",
    "meeting__room__place",
    "meeting__host",
    "meeting__circle",
    "meeting__cancellation",
)


def path_of(registration: Registration) -> str:
    return reverse("rides:cars", args=[pass_of(registration)])


def registration_for(meeting: Meeting, member: Member) -> Registration | None:
    """How this person comes to this meeting."""
    rows = Registration.objects.live().filter(meeting=meeting, member=member)
    return rows.select_related("meeting", "member").first()


def path_for(meeting: Meeting, member: Member) -> str:
    """The page of the cars for this person; of the meeting when they no longer come."""
    registration = registration_for(meeting, member)
    return path_of(registration) if registration else reverse("meetings:meeting", args=[meeting.pk])


def registration_behind(token: str, now: datetime) -> Registration | None:
    """Whose cars this pass opens, while they come and may be here; None for anything we did not sign."""
    rows = Registration.objects.live().select_related(*_SHOWN)
    found = rows.filter(pk=number_in(token[:120]) or 0).first()
    is_here = found is not None and found.member.left_at is None and found.member.suspension_at(now) is None
    return found if is_here else None
