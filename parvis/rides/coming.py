"""What every act of the cars shares: the meeting's row held, the person still coming, the journal written."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parvis.kit.locking import hold
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.refusals import to_someone
from parvis.members.journaling import SCREEN, TELEPHONE, journal
from parvis.members.models import Member, Role
from parvis.rides.refusals import CannotRide


def held(registration: Registration, at: datetime) -> Registration:
    """The registration as it stands, its meeting's row locked until the act is over. Raises CannotRide."""
    hold(Meeting.objects.filter(pk=registration.meeting_id))
    fresh = Registration.objects.select_related("meeting__cancellation", "member").get(pk=registration.pk)
    meeting, member = fresh.meeting, fresh.member
    for is_wrong, reason in [
        (fresh.state != Registration.State.SEATED, _("Cars are for who has a seat at the meeting.")),
        (meeting.is_cancelled, _("This meeting is cancelled.")),
        (meeting.begins_at <= at, _("The meeting has begun.")),
        (meeting.mode == Meeting.Mode.REMOTE, _("This meeting is at a distance: nobody drives.")),
        (member.minor_until_on is not None, _("Children come with their parents: talk to us.")),
    ]:
        if is_wrong:
            raise CannotRide(reason, to_someone(meeting))
    return fresh


def can_share_cars(registration: Registration, now: datetime) -> bool:
    """Whether the page speaks of cars to this person at all."""
    meeting = registration.meeting
    is_there = meeting.mode != Meeting.Mode.REMOTE and not meeting.is_improvised
    is_ahead = meeting.begins_at > now and not meeting.is_cancelled
    is_grown = registration.member.minor_until_on is None
    return is_there and is_ahead and is_grown and registration.state == Registration.State.SEATED


def note(registration: Registration, by: Member | None, words: Promise, at: datetime) -> None:
    """Written in the person's journal when somebody did it for them."""
    if by is None or by == registration.member:
        return
    is_desk = any(role.kind == Role.Kind.CORRESPONDENT for role in by.held_roles)
    subject = f"meetings.meeting:{registration.meeting_id}"
    journal(
        member=registration.member, by=by, words=words, values={"title": registration.meeting.title},
        role=Role.Kind.CORRESPONDENT if is_desk else "", subject=subject,
        channel=TELEPHONE if is_desk else SCREEN, at=at,
    )  # fmt: skip
