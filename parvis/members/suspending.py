"""Keep someone out for a while, told why and whom to talk to; the others see nothing of it."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.chronicle.recording import record
from parvis.kit.moments import day_and_year
from parvis.members import shutting_out
from parvis.members.mandates import end_those_held_by
from parvis.members.models import Member, Suspension
from parvis.members.reaching import Words, reach

SUSPENDED = "members.suspended"
RESTORED = "members.restored"
_SUSPENDED = gettext_lazy("Suspended your access.")
_RESTORED = gettext_lazy("Gave you your access back.")


@transaction.atomic
def suspend(
    *,
    member: Member,
    by: Member,
    reason: str,
    at: datetime,
    until_at: datetime | None = None,
    turn_to: Member | None = None,
) -> Suspension:
    """Every way in closes now; the person is told. Again: reason, day and person are written anew.

    until_at: when it ends by itself; None until somebody ends it. turn_to: whom to talk to, else `by`.
    Raises what `shutting_out.check` raises.
    """
    shutting_out.check(member=member, by=by)
    written = {"by": by, "at": at, "reason": reason, "until_at": until_at, "turn_to": turn_to or by}
    suspension, is_new = Suspension.objects.update_or_create(
        member=member, defaults={key: value for key, value in written.items() if key != "at"},
        create_defaults=written,
    )  # fmt: skip
    shutting_out.close_every_way_in(member)
    end_those_held_by(member, at)
    shutting_out.write_down(member=member, by=by, at=at, words=_SUSPENDED, reason=reason)
    if is_new:
        record("members.suspended", subject=member, at=at, person=by.pk, for_person=member.pk)
    reach(member, SUSPENDED, _speak(member, suspension), at=at)
    return suspension


@transaction.atomic
def restore(*, suspension: Suspension, at: datetime, by: Member | None = None) -> None:
    """The person may come in again, and hears of it. Ended already: nothing happens.

    by: who ended it; None when its day has come.
    """
    member = suspension.member
    if not Suspension.objects.filter(pk=suspension.pk).delete()[0]:
        return
    if by is not None:
        shutting_out.write_down(member=member, by=by, at=at, words=_RESTORED)
    record("members.restored", subject=member, at=at, person=by.pk if by else None, for_person=member.pk)
    with translation.override(member.language):
        words = Words(
            title=_("You may come in again"),
            body=_("Your access is open again. Welcome back."),
            link="/connexion/",
            link_words=_("Enter"),
        )
    reach(member, RESTORED, words, at=at)


def end_those_over(at: datetime) -> int:
    """For the worker: suspensions whose day has come go; how many."""
    over = list(Suspension.objects.over(at).select_related("member"))
    for suspension in over:
        restore(suspension=suspension, at=at)
    return len(over)


def _speak(member: Member, suspension: Suspension) -> Words:
    with translation.override(member.language):
        until = suspension.until_at
        title = (
            _("Your access is suspended until %(day)s") % {"day": day_and_year(until)}
            if until
            else _("Your access is suspended")
        )
        body = _(
            "The reason: %(reason)s\n\nNothing of it is shown to the others.\n"
            "Talk about it with %(name)s.\n\n"
            "You may still enter to take your data with you, or to leave."
        ) % {"reason": suspension.reason, "name": str(suspension.turn_to)}
        return Words(title=title, body=body, link="/connexion/", link_words=_("Enter"))
