"""Someone is in the room: one arrival a person, however often it is tapped."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.meetings import refusals
from parvis.meetings.closing import keep_true
from parvis.meetings.models import Arrival, Meeting, Registration
from parvis.members.models import Member
from parvis.members.names import tidy

DOORS_OPEN = timedelta(hours=12)  # before the beginning; a paper list may be typed in long after


@transaction.atomic
def welcome(*, registration: Registration, by: Member, at: datetime) -> Arrival:
    """A registered person has arrived, with their companions. Arrived already: that same arrival.

    Someone who waited or had withdrawn and came anyway is welcome too. Raises NotThere.
    """
    meeting = _open_room(registration.meeting, at)
    return _arrive(meeting, registration.member, registration, registration.party, by, at)


@transaction.atomic
def welcome_member(*, meeting: Meeting, member: Member, by: Member, at: datetime) -> Arrival:
    """A member has arrived, registered or not. Arrived already: that same arrival. Raises NotThere."""
    meeting = _open_room(meeting, at)
    registration = meeting.registrations.live().filter(member=member).first()
    return _arrive(meeting, member, registration, registration.party if registration else 1, by, at)


@transaction.atomic
def welcome_stranger(
    *, meeting: Meeting, first_name: str, by: Member, at: datetime, once_key: str | None = None
) -> Arrival:
    """Somebody nobody knows yet has arrived: one field. The same once_key counts once. Raises NotThere."""
    meeting = _open_room(meeting, at)
    if once_key and (known := Arrival.objects.filter(once_key=once_key).first()):
        return known
    arrival = Arrival.objects.create(
        meeting=meeting, first_name=tidy(first_name)[:80], at=at, by=by, once_key=once_key
    )
    _write_down(arrival, by, at)
    return arrival


@transaction.atomic
def undo_arrival(*, arrival: Arrival, by: Member, at: datetime | None = None) -> None:
    """It was a slip: the arrival goes, what was counted is counted again. Gone already: nothing happens."""
    if not Arrival.objects.filter(pk=arrival.pk).exists():
        return
    meeting, moment = Meeting.objects.locked(arrival.meeting_id), at or arrival.at
    record("meetings.arrival_undone", subject=meeting, at=moment, person=by.pk, for_person=arrival.member_id)
    Arrival.objects.filter(pk=arrival.pk).delete()
    keep_true(meeting)


def _open_room(meeting: Meeting, at: datetime) -> Meeting:
    """The meeting, its row locked, if people may be arriving."""
    meeting = Meeting.objects.locked(meeting.pk)
    if meeting.is_cancelled:
        raise refusals.NotThere(_("This meeting is cancelled."), refusals.to_meeting(meeting))
    if at < meeting.begins_at - DOORS_OPEN:
        raise refusals.NotThere(_("It is too early to take arrivals."), refusals.to_meeting(meeting))
    return meeting


def _arrive(
    meeting: Meeting, member: Member, registration: Registration | None, people: int, by: Member, at: datetime
) -> Arrival:
    arrival, is_new = Arrival.objects.get_or_create(
        meeting=meeting,
        member=member,
        defaults={"registration": registration, "people": people, "at": at, "by": by},
    )
    if is_new:
        _write_down(arrival, by, at)
        # Somebody who holds a role met them: they are known from now on.
        Member.objects.filter(pk=member.pk, verified_at=None).update(verified_at=at)
    return arrival


def _write_down(arrival: Arrival, by: Member, at: datetime) -> None:
    record("meetings.arrived", subject=arrival.meeting, at=at, person=by.pk, for_person=arrival.member_id)
    keep_true(arrival.meeting)
