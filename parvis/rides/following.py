"""What rides do after deeds of meetings: nobody waits at the roadside for a car that does not come."""

from datetime import datetime

from django.db import transaction

from parvis.chronicle.following import follow
from parvis.chronicle.models import Deed
from parvis.kit.locking import hold
from parvis.meetings.models import Meeting, Registration
from parvis.rides.ending import stop_rides, take_back
from parvis.rides.fitting import fit
from parvis.rides.moving import move
from parvis.rides.suggesting import suggest


def _registration(deed: Deed) -> Registration | None:
    rows = Registration.objects.select_related("meeting__cancellation", "member")
    return rows.filter(pk=deed.subject_id or 0).first()


def _meeting(deed: Deed) -> Meeting | None:
    return Meeting.objects.select_related("cancellation").filter(pk=deed.subject_id or 0).first()


@follow("rides.not_coming", verbs=["meetings.withdrew"])
def let_others_know(deed: Deed, now: datetime) -> None:
    """Somebody no longer comes: their car does not leave, the seat they had in another one is free."""
    gone = _registration(deed)
    if gone is None or gone.meeting.registrations.seated().filter(member=gone.member_id).exists():
        return  # back since
    take_back(meeting=gone.meeting, member=gone.member, at=now)


@follow("rides.party", verbs=["meetings.party_changed"])
def count_again(deed: Deed, now: datetime) -> None:
    """More or fewer people come together: those aboard are counted again."""
    registration = _registration(deed)
    if registration is not None and registration.state == Registration.State.SEATED:
        fit(registration=registration, at=now)


@follow("rides.off", verbs=["meetings.cancelled"])
def tell_it_is_off(deed: Deed, now: datetime) -> None:
    """A meeting is cancelled: those who were to travel together are told that no car leaves."""
    meeting = _meeting(deed)
    if meeting is not None and meeting.is_cancelled:
        stop_rides(meeting=meeting, at=now)


@follow("rides.on_again", verbs=["meetings.restored"])
def look_again(deed: Deed, now: datetime) -> None:
    """It takes place after all: who looks for a car is joined with one again, and both are asked."""
    meeting = _meeting(deed)
    if meeting is None or meeting.is_cancelled or meeting.begins_at <= now:
        return
    with transaction.atomic():
        hold(Meeting.objects.filter(pk=meeting.pk))
        suggest(meeting, now)


@follow("rides.moved", verbs=["meetings.changed"])
def ask_again(deed: Deed, now: datetime) -> None:
    """Another hour or place: cars move with it, and everybody in them is asked again."""
    meeting = _meeting(deed) if deed.details.get("is_news") else None
    if meeting is not None and not meeting.is_cancelled and meeting.begins_at > now:
        move(meeting=meeting, at=now)
