"""End someone's membership, with a reason they are told; their data is erased after a delay."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.chronicle.recording import record
from parvis.kit.moments import day_and_year
from parvis.members import shutting_out
from parvis.members.giving_roles import end_role
from parvis.members.models import Leaving, Member, Removal, Suspension
from parvis.members.reaching import Words, reach

REMOVED = "members.removed"
_ENDED = gettext_lazy("Ended your membership.")
ERASED_AFTER = timedelta(days=30)  # time to object, or to ask for one's data


@transaction.atomic
def remove(
    *, member: Member, by: Member, reason: str, at: datetime, turn_to: Member | None = None
) -> Removal:
    """Out at once: roles end, every way in closes, the person is told why and whom to talk to.

    Areas above follow the deed `members.removed` and free what the person held (seats, hosting).
    Raises what `shutting_out.check` raises.
    """
    shutting_out.check(member=member, by=by)
    for role in member.roles.select_related("member", "circle", "place", "ritual"):
        end_role(role=role, by=by, at=at)
    Suspension.objects.filter(member=member).delete()
    removal = Removal.objects.create(member=member, by=by, at=at, reason=reason, turn_to=turn_to or by)
    erased_at = at + ERASED_AFTER
    Leaving.objects.create(
        member=member, asked_at=at, erases_at=erased_at, how=Leaving.How.REMOVED, asked_by=by
    )
    member.left_at = at
    member.save(update_fields=["left_at"])
    shutting_out.close_every_way_in(member)
    shutting_out.write_down(member=member, by=by, at=at, words=_ENDED, reason=reason)
    record("members.removed", subject=member, at=at, person=by.pk, for_person=member.pk)
    reach(member, REMOVED, _speak(member, removal, erased_at), at=at)
    return removal


def _speak(member: Member, removal: Removal, erased_at: datetime) -> Words:
    with translation.override(member.language):
        body = _(
            "The reason: %(reason)s\n\nYour places at meetings are free for others.\n"
            "Your data will be erased on %(day)s.\n"
            "To have it before, or to object, talk with %(name)s."
        ) % {
            "reason": removal.reason,
            "day": day_and_year(erased_at),
            "name": str(removal.turn_to),
        }
        return Words(title=_("You are no longer a member here"), body=body)
