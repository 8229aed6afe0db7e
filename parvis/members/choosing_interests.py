"""Somebody says what they wish to hear more about: themselves, or by telephone."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Interest
from parvis.members.journaling import SCREEN, TELEPHONE, journal
from parvis.members.models import ChosenInterest, Member, Role
from parvis.members.permissions import holds

_NOTED = _("Noted what you wish to hear more about.")


def interests_of(member: Member) -> list[Interest]:
    """What this person asked to hear more about, by name."""
    return list(Interest.objects.filter(pk__in=member.chosen_interests.values("interest")).order_by("name"))


@transaction.atomic
def choose_interests(
    *, member: Member, interests: Collection[Interest], at: datetime, by: Member | None = None
) -> bool:
    """These of the offered ones, and no other; one that is offered no more stays as it was.

    by: who noted it for them; their journal says so. Whether anything changed.
    """
    wanted = {interest.pk for interest in interests}
    had = set(member.chosen_interests.filter(interest__is_offered=True).values_list("interest", flat=True))
    if wanted == had:
        return False
    member.chosen_interests.filter(interest__in=had - wanted).delete()
    new = [ChosenInterest(member=member, interest_id=pk, chosen_at=at) for pk in sorted(wanted - had)]
    ChosenInterest.objects.bulk_create(new, ignore_conflicts=True)
    if by is not None and by != member:
        channel = TELEPHONE if holds(by, Role.Kind.CORRESPONDENT) else SCREEN
        journal(member=member, by=by, words=_NOTED, channel=channel, at=at)
    return True


@transaction.atomic
def add_interest(*, member: Member, interest: Interest, at: datetime) -> None:
    """One more; asked twice, it is there once."""
    ChosenInterest.objects.get_or_create(member=member, interest=interest, defaults={"chosen_at": at})


@transaction.atomic
def drop_interest(*, member: Member, interest: Interest) -> None:
    """One less; the common part of what they receive stays."""
    member.chosen_interests.filter(interest=interest).delete()
