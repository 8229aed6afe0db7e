"""Newcomers nobody met or checked: thirty days after their last meeting, nothing of them is left."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kit.refusals import NotForYou, WayOut
from parvis.meetings.models import Registration
from parvis.meetings.registering import withdraw
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


def may_erase_at_once(member: Member) -> bool:
    """Whether a pass alone is enough to erase everything: nobody ever checked who this is, and nothing
    but newcomers' forms was given. Others leave from their space."""
    if member.verified_at is not None or member.left_at is not None:
        return False
    registrations = Registration.objects.filter(member=member)
    is_more = member.roles.exists() or member.memberships.exists() or member.consents.exists()
    return not is_more and not registrations.filter(is_verified=True).exists()


def erase_what_was_given(*, registration: Registration, at: datetime) -> None:
    """Whoever came by a newcomer's form takes back what it gave: the person it made, or, when the person was
    known already (which nobody is told), what it wrote. NotForYou for registrations made otherwise.
    """
    if registration.is_echo or not (registration.is_verified or may_erase_at_once(registration.member)):
        if registration.is_live and not registration.meeting.is_over(at):
            withdraw(registration=registration, at=at)
        registration.delete()
        return
    if not may_erase_at_once(registration.member):
        raise NotForYou(
            _("You are a member here: you leave from your space, in two screens."),
            WayOut(_("My data"), reverse("members:my_data")),
        )
    erase(member=registration.member, at=at)
