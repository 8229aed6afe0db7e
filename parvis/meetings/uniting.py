"""Two meetings that were one: those who come to the second come to the first, and the second is cancelled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.kit import moments
from parvis.kit.refusals import Refusal
from parvis.meetings import refusals
from parvis.meetings.cancelling import cancel
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.permissions import can_host, can_register
from parvis.meetings.registering import register
from parvis.members.models import Member


@transaction.atomic
def unite(*, meeting: Meeting, into: Meeting, by: Member, at: datetime) -> Meeting:
    """Whoever comes to `meeting` comes to `into` instead, in their order, and is told; gives `into` back.

    Somebody the other one has no room for is told of the cancellation all the same. Raises CannotChange.
    """
    first, second = sorted([meeting.pk, into.pk])
    rows = {pk: Meeting.objects.locked(pk) for pk in (first, second)}  # in one order, whoever unites them
    meeting, into = rows[meeting.pk], rows[into.pk]
    are_hosted = can_host(by, meeting) and can_host(by, into)
    if first == second or not are_hosted or into.is_over(at) or into.is_cancelled or meeting.is_cancelled:
        raise refusals.CannotChange(_("These two cannot become one."), refusals.to_meeting(into))
    for registration in meeting.registrations.live().select_related("member").order_by("pk"):
        if can_register(registration.member, into):
            _bring(registration, into, by, at)
    together = _("We meet together: %(title)s, %(when)s.")
    reason = together % {"title": into.title, "when": moments.start(into.begins_at, into.ends_at)}
    cancel(meeting=meeting, by=by, at=at, reason=reason)
    return into


def _bring(registration: Registration, into: Meeting, by: Member, at: datetime) -> None:
    """Those it has no room for stay out, and hear of the cancellation."""
    try:
        with transaction.atomic():
            register(
                meeting=into,
                member=registration.member,
                at=at,
                party=registration.party,
                companions=registration.companions,
                made_by=by,
                channel=registration.channel,
                shows_name=registration.shows_name,
            )
    except Refusal:
        return
