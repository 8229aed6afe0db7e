"""What suspending and removing share: who may do it, and closing every way in at once."""

import secrets
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parvis.kit.refusals import NotForYou, Refusal, WayOut
from parvis.members.giving_roles import LastAdministrator
from parvis.members.journaling import journal
from parvis.members.models import Member, Role, SignInCode
from parvis.members.permissions import is_administrator

ROLES = "/coulisses/roles/"


class Yourself(Refusal):
    """Nobody shuts themselves out from behind the scenes."""


class NobodyHere(Refusal):
    """The person has left or was removed already."""


def check(*, member: Member, by: Member) -> None:
    """Call it first, inside the act's transaction: it holds the administrators' rows, so that two of
    them cannot shut each other out at once. NotForYou, Yourself, NobodyHere, LastAdministrator."""
    administering = Role.objects.at_work().select_for_update(of=("self",))
    rows = list(administering.filter(kind=Role.Kind.ADMINISTRATOR, circle=None, place=None, ritual=None))
    holders = {role.member_id for role in rows}
    if by.pk not in holders or not is_administrator(by):
        raise NotForYou(_("Only an administrator may do this."), WayOut(_("Roles"), ROLES))
    if by.pk == member.pk:
        raise Yourself(
            _("You cannot do this to yourself. Another administrator can, or you may leave."),
            WayOut(_("My space"), "/mon-espace/"),
        )
    if member.left_at is not None:
        raise NobodyHere(_("This person is no longer here."), WayOut(_("Roles"), ROLES))
    if not holders - {member.pk}:
        raise LastAdministrator(
            _("%(name)s is the only administrator here. Give this role to someone else first.")
            % {"name": member.name},
            WayOut(_("Give a role"), ROLES),
        )


def close_every_way_in(member: Member) -> None:
    """Sessions end everywhere; codes and links on their way to the person open nothing any more."""
    member.session_key = secrets.token_hex(16)
    member.save(update_fields=["session_key"])
    addresses = list(member.contact_points.values_list("address", flat=True))
    SignInCode.objects.filter(member=member).delete()
    # Whoever shares the address asks for another code.
    SignInCode.objects.filter(address__in=[*addresses, member.card_code]).delete()


def write_down(*, member: Member, by: Member, at: datetime, words: str | Promise, reason: str = "") -> None:
    """One line in the person's journal, and in nobody else's."""
    journal(member=member, by=by, words=words, at=at, reason=reason, role=Role.Kind.ADMINISTRATOR)
