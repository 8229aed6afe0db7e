"""What a meeting asks of somebody: a seat is kept for them a while."""

from datetime import datetime

from django.utils.translation import gettext as _

from parvis.community.switches import is_on
from parvis.kit.moments import at as in_words
from parvis.meetings.models import Registration
from parvis.meetings.promoting import accept, decline
from parvis.members.awaiting import Awaited, Choice
from parvis.members.models import Member

MOST = 6


def asked_of(person: Member, now: datetime) -> list[Awaited]:
    """Seats offered to them; one question."""
    if not is_on("meetings"):
        return []
    offered = Registration.objects.filter(member=person, state=Registration.State.OFFERED)
    ahead = offered.filter(meeting__ends_at__gt=now).select_related("meeting").order_by("expires_at", "pk")
    return [_awaited(row) for row in ahead[:MOST]]


def _awaited(row: Registration) -> Awaited:
    return Awaited(
        f"seat-{row.pk}",
        _("A seat is kept for you. Tell us if you take it."),
        [f"{row.meeting.title}, {in_words(row.meeting.begins_at)}"],
        [
            Choice(f"seat-yes-{row.pk}", _("I take the seat"), lambda at: accept(registration=row, at=at)),
            Choice(
                f"seat-no-{row.pk}",
                _("Leave it to the next person"),
                lambda at: decline(registration=row, at=at),
            ),
        ],
    )
