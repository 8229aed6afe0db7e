"""Gather what a phone kept while it had no network: each tap once, whoever sends it, however late."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.meetings import refusals
from parvis.meetings.adding_to_the_room import additions
from parvis.meetings.forms.taps import Sent
from parvis.meetings.models import Meeting, Registration, Tap
from parvis.meetings.tapping import take_in
from parvis.meetings.welcoming import DOORS_OPEN, open_room
from parvis.members.models import Member

KEPT = timedelta(days=30)  # after the meeting: then taps are forgotten, and late ones are refused
MOST = 5000  # taps of one meeting


@transaction.atomic
def gather(*, meeting: Meeting, taps: Sequence[Sent], by: Member, at: datetime) -> dict[str, str]:
    """Take in what a phone sends; for each key an empty text (it is kept), or why it cannot be.

    A tap that came before counts as kept. Raises NotThere when nothing can be: cancelled, far too early,
    far too late; the phone then keeps everything and shows the reason.
    """
    meeting = open_room(meeting, at)
    if at > meeting.ends_at + KEPT:
        raise refusals.NotThere(
            _("This meeting has been over for more than thirty days. Call us: we will see together."),
            refusals.to_meeting(meeting),
        )
    if meeting.taps.count() + len(taps) > MOST:
        raise refusals.NotThere(
            _("Too much was tapped at this meeting. Call us."), refusals.to_someone(meeting)
        )
    wanted = {tap.registration for tap in taps if tap.registration}
    rows = meeting.registrations.in_bulk(wanted)
    unknown = {tap.key for tap in taps if tap.registration and tap.registration not in rows}
    made = [_tap(meeting, tap, rows.get(tap.registration), by) for tap in taps if tap.key not in unknown]
    before = set(meeting.taps.filter(key__in=[tap.key for tap in made]).values_list("key", flat=True))
    take_in(meeting=meeting, taps=made, by=by, at=at)
    why = dict.fromkeys(unknown, _("This registration no longer exists. Write a first name instead."))
    if _is_of_tables(meeting, made):
        for addition in additions():
            why |= addition.gathered(meeting, by, at)
    return {tap.key: "" if tap.key in before else why.get(tap.key, "") for tap in taps}


def _is_of_tables(meeting: Meeting, taps: Sequence[Tap]) -> bool:
    """Do these say that a round began, where somebody sat, or that they left or had not?"""
    if any(tap.kind in {Tap.Kind.ROUND, Tap.Kind.LEFT, Tap.Kind.TABLE} for tap in taps):
        return True
    undone = {tap.about for tap in taps if tap.kind == Tap.Kind.UNDO}
    return bool(undone) and meeting.taps.filter(kind=Tap.Kind.LEFT, key__in=undone).exists()


def _tap(meeting: Meeting, sent: Sent, registration: Registration | None, by: Member) -> Tap:
    return Tap(
        meeting=meeting,
        key=sent.key,
        kind=sent.kind,
        at=_within(meeting, sent.at),
        registration=registration,
        member_id=registration.member_id if registration else None,
        first_name=sent.first_name,
        about=sent.about,
        other=sent.other,
        table=sent.table,
        by=by,
    )


def _within(meeting: Meeting, moment: datetime) -> datetime:
    """A phone's hour, brought back into the hours of the meeting: clocks are wrong by years at times.

    The same whenever it is sent, so that the order of sending changes nothing.
    """
    return min(max(moment, meeting.begins_at - DOORS_OPEN), meeting.ends_at + DOORS_OPEN)
