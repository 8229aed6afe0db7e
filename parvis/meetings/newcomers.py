"""Newcomers nobody met or checked: thirty days after their last meeting, nothing of them is left."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from parvis.meetings.models import Registration
from parvis.members.erasing import erase
from parvis.members.models import Consent, Member

KEPT = timedelta(days=30)


def unchecked(before: datetime) -> QuerySet[Member]:
    """People who only ever came through a newcomer's form, whose meetings were all over by then.

    Whoever holds a role, is in a circle, was brought by a list, telephoned or proved an address is a member.
    """
    theirs = Registration.objects.filter(member=OuterRef("pk"))
    agreed = Consent.objects.filter(member=OuterRef("pk"))
    return (
        Member.objects.present()
        .filter(Exists(theirs), verified_at=None, joined_at__lt=before, roles=None, memberships=None)
        .exclude(Exists(theirs.filter(meeting__ends_at__gte=before)))
        .exclude(Exists(theirs.filter(is_verified=True)))
        .exclude(Exists(agreed))
    )


def forget_newcomers(before: datetime, most: int) -> int:
    """Erase at most so many of them; how many."""
    gone = list(unchecked(before).order_by("pk")[:most])
    for member in gone:
        erase(member=member, at=before + KEPT)
    return len(gone)
