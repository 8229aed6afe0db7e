"""Open what is somebody's, by role: one tap that says why, and a line in their journal.

What was opened stays open an hour for the one who opened it, so that a call is never slowed down; an act
done for the person in that hour opens too, since it wrote its own line.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from parvis.members.journaling import TELEPHONE, journal
from parvis.members.models import JournalEntry, Member, Role
from parvis.members.models.member import MemberQuerySet

STAYS_OPEN = timedelta(hours=1)
DETAILS = "members.details"


class Reason(models.TextChoices):
    """Why somebody's details are opened: few, in words the person will read."""

    CALLING = "calling", _("to answer you on the telephone")
    CALL_BACK = "call_back", _("to call you")
    VISIT = "visit", _("because you had come to see them")
    PUT_RIGHT = "put_right", _("to put right what was noted")


@transaction.atomic
def open_details(*, member: Member, by: Member, reason: Reason, at: datetime, role: str = "") -> None:
    """Note why this person's details are opened; pressed again within the hour, it notes nothing more."""
    if has_said_why(member, by, at):
        return
    journal(
        member=member,
        by=by,
        words=_("Opened your record %(reason)s."),
        values={"reason": reason.label},
        at=at,
        role=role or Role.Kind.CORRESPONDENT,
        reason=reason,
        subject=DETAILS,
        channel=TELEPHONE,
    )


def is_open(member: Member, by: Member, at: datetime) -> bool:
    """Did `by` open this person's details, or do something for them, within the hour?"""
    return member.pk in opened_among([member.pk], by, at)


def has_said_why(member: Member, by: Member, at: datetime) -> bool:
    """Did `by` say within the hour why they open this person's record? An act alone does not say it."""
    opened = JournalEntry.objects.filter(member=member, author=by, subject=DETAILS, at__gt=at - STAYS_OPEN)
    return opened.exists()


def with_why(people: MemberQuerySet, by: Member, at: datetime) -> MemberQuerySet:
    """Each with what `has_said_why` (`is_said`) and `is_open` (`is_opened`) answer, in the same question."""
    recent = JournalEntry.objects.filter(member=OuterRef("pk"), author=by, at__gt=at - STAYS_OPEN)
    return people.annotate(is_opened=Exists(recent), is_said=Exists(recent.filter(subject=DETAILS)))


def opened_among(members: Iterable[int], by: Member, at: datetime) -> set[int]:
    """Which of these people (ids) `by` may look at now without saying why again."""
    recent = JournalEntry.objects.filter(member__in=list(members), author=by, at__gt=at - STAYS_OPEN)
    return set(recent.values_list("member_id", flat=True))
