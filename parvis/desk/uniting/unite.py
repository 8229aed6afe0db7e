"""Two records, one person: what is theirs passes to the record they keep, and the other one leaves.

It leaves as anybody does: erased seven days later. Until then « ils restent » gives it back, empty.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.desk.uniting.passing_on import PASSES
from parvis.kit.locking import hold
from parvis.kit.refusals import Refusal, WayOut
from parvis.meetings.models import Meeting
from parvis.members.holdings.register import holdings
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.leaving import leave
from parvis.members.mandates import Scope, require_mandate
from parvis.members.minors import is_minor
from parvis.members.models import Member, Role, Texts

_UNITED = gettext_lazy("Two records of yours were one too many: this one is kept (the other: card %(card)s).")


class CannotUnite(Refusal):
    """These two records stay two, for a reason a person can settle."""


@transaction.atomic
def unite(*, kept: Member, other: Member, by: Member, at: datetime) -> None:
    """The kept record has everything; the other one leaves. Once: a second tap finds no second record.

    They must have said yes for both (NoMandate). CannotUnite for a role, a child, somebody kept out.
    """
    hold(Member.objects.filter(pk__in=[kept.pk, other.pk]).order_by("pk"))  # the same order both ways
    require_mandate(member=kept, by=by, scope=Scope.DATA, at=at)
    require_mandate(member=other, by=by, scope=Scope.DATA, at=at)
    meetings = Meeting.objects.filter(registrations__member__in=[kept, other])
    hold(Meeting.objects.filter(pk__in=list(meetings.values_list("pk", flat=True))).order_by("pk"))
    kept.refresh_from_db()
    other.refresh_from_db()
    if reason := why_not(kept, other, at):
        raise CannotUnite(reason, WayOut(_("The telephone desk"), "/permanence/"))
    card = other.card_code
    for holding in holdings():
        if holding.name in PASSES:
            PASSES[holding.name](kept, other)
    leave(member=other, texts=Texts.GONE, by=by, at=at)
    journal(
        member=kept, by=by, words=_UNITED, values={"card": card}, role=Role.Kind.CORRESPONDENT,
        subject="desk.united", channel=TELEPHONE, at=at,
    )  # fmt: skip


def why_not(kept: Member, other: Member, at: datetime) -> str:
    """Why these two stay two; empty when they may be united."""
    if kept.pk == other.pk or kept.left_at is not None or other.left_at is not None:
        return _("There is only one record left.")
    if is_minor(kept, at) or is_minor(other, at):
        return _("One of them is under fifteen: an administrator looks at it with the parents.")
    if any(person.suspension_at(at) for person in (kept, other)):
        return _("One of them is kept out for now: an administrator looks at it.")
    if other.roles.exists():
        return _("The record that would go holds a role. Keep that one, or give the role anew first.")
    return ""
