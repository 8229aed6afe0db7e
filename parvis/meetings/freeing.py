"""Somebody is no longer here, or not for a while: what they held at meetings to come is free again."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction

from parvis.community.models import Circle
from parvis.meetings import purposes, wording
from parvis.meetings.models import Meeting, Registration, Series
from parvis.meetings.permissions import can_host
from parvis.meetings.registering import withdraw
from parvis.members.models import Member, Role
from parvis.members.reaching import reach
from parvis.members.speaking import speak


@transaction.atomic
def free_seats(*, member: Member, at: datetime, until_at: datetime | None = None) -> int:
    """Withdraw the person from the meetings to come (before `until_at`, if given); how many.

    The line moves as after any withdrawal, and nobody reads why.
    """
    rows = Registration.objects.live().to_come(at).filter(member=member)
    if until_at is not None:
        rows = rows.filter(meeting__begins_at__lt=until_at)
    return _give_back(rows, at)


@transaction.atomic
def leave_meetings_of(*, circle: Circle, member: Member, at: datetime) -> int:
    """Withdraw who left the circle from its meetings to come that are for the circle alone; how many.

    Whoever welcomes there, or animates here, sees those meetings all the same and stays.
    """
    rows = Registration.objects.live().to_come(at).filter(member=member, meeting__circle=circle)
    if circle.joining != Circle.Joining.SECRET:
        rows = rows.filter(meeting__visibility=Meeting.Visibility.CIRCLE)
    rows = rows.select_related("meeting__circle")
    return _give_back([row for row in rows if not can_host(member, row.meeting)], at)


def _give_back(held: Iterable[Registration], at: datetime) -> int:
    rows = sorted(held, key=lambda row: row.meeting_id)  # meetings are locked in one order
    for registration in rows:
        withdraw(registration=registration, at=at)
    return len(rows)


@transaction.atomic
def hand_over(*, host: Member, at: datetime) -> int:
    """Meetings to come which they host, and their series, pass to who animates there, who is told; how many.

    Where nobody animates they have no host for now: administrators see the role is vacant.
    """
    hosted = Meeting.objects.filter(host=host, ends_at__gt=at, cancellation=None).select_related("circle")
    meetings = list(hosted.order_by("begins_at", "pk"))
    for meeting in meetings:
        heir = _heir(meeting.circle, host)
        Meeting.objects.filter(pk=meeting.pk).update(host=heir)
        if heir is not None:
            words = speak(heir, partial(wording.handed_over, meeting))
            key = f"{purposes.HANDED_OVER}:{meeting.pk}:{heir.pk}"
            reach(heir, purposes.HANDED_OVER, words, subject=meeting, at=at, once_key=key)
    for series in Series.objects.live().filter(host=host).select_related("circle"):
        Series.objects.filter(pk=series.pk).update(host=_heir(series.circle, host))
    return len(meetings)


def _heir(circle: Circle | None, host: Member) -> Member | None:
    """Who animates the circle, else the community; the first to have taken the role."""
    roles = Role.objects.at_work().filter(kind=Role.Kind.ANIMATOR, place=None, ritual=None)
    known = roles.exclude(member=host).select_related("member").order_by("since_on", "pk")
    return next((role.member for one in (circle, None) for role in known.filter(circle=one)), None)
