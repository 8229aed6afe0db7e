"""« Oui, je peux », « pas cette fois »: by a page, a mail, a text message, the telephone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.aid.bridge.refusals import Asleep, CannotLookAfter
from parvis.aid.bridge.telling import tell_left
from parvis.aid.models import Volunteer, Wake
from parvis.aid.refusals import to_someone
from parvis.members.models import Member

State = Volunteer.State


@transaction.atomic
def can_help(*, volunteer: Volunteer, at: datetime) -> Volunteer:
    """They can, this time. Asleep when it is over."""
    row = _locked(volunteer, at)
    row.state = State.YES
    row.save(update_fields=["state"])
    return row


@transaction.atomic
def cannot(*, volunteer: Volunteer, at: datetime) -> Volunteer:
    """They cannot, this time; whom they called is given to somebody else. Asleep when it is over."""
    row = _locked(volunteer, at)
    row.state = State.NO
    row.save(update_fields=["state"])
    left = row.people.update(caller=None)
    if left:
        tell_left(row.wake, left, row.member, at)
    return row


@transaction.atomic
def offer(*, wake: Wake, member: Member, at: datetime) -> Volunteer:
    """Somebody ready who was not asked yet says by themselves that they can. CannotLookAfter, Asleep."""
    if member.minor_until_on is not None:
        raise CannotLookAfter(_("One is ready from fifteen on. Come with a parent."), to_someone())
    readiness = getattr(member, "readiness", None)
    row, _is_new = Volunteer.objects.get_or_create(
        wake=wake, member=member, defaults={"kinds": readiness.kinds if readiness else []}
    )
    return can_help(volunteer=row, at=at)


def let_go(member: Member, at: datetime) -> None:
    """Somebody is not here any more: nobody waits for their calls, in any bridge that is awake."""
    rows = Volunteer.objects.filter(member=member, state=State.YES, wake__in=Wake.objects.awake(at))
    for row in rows.order_by("pk"):
        cannot(volunteer=row, at=at)


def _locked(volunteer: Volunteer, at: datetime) -> Volunteer:
    wake = Wake.objects.locked(volunteer.wake_id)
    if not wake.is_awake(at):
        raise Asleep(_("The bridge sleeps again. Thank you for being there."), to_someone())
    row = Volunteer.objects.select_related("member").get(pk=volunteer.pk)
    row.wake = wake
    return row
