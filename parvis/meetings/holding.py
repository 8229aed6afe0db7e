"""What every act on a registration shares: hold the meeting's row, end it, write it down."""

from datetime import datetime

from django.utils.functional import Promise

from parvis.chronicle.recording import record
from parvis.meetings import seating
from parvis.meetings.models import Meeting, Registration
from parvis.members.journaling import journal
from parvis.members.models import Member


def lock(registration: Registration) -> tuple[Meeting, Registration]:
    """The meeting with its row locked, and the registration as it now stands."""
    meeting = Meeting.objects.locked(registration.meeting_id)
    fresh = Registration.objects.select_related("member").get(pk=registration.pk)
    fresh.meeting = meeting
    return meeting, fresh


def end(registration: Registration, state: str, at: datetime) -> None:
    """Close a live registration and give its seats back. The meeting's row is locked."""
    if registration.holds_seats:
        seating.release(registration.meeting, registration)
    registration.state, registration.ended_at, registration.expires_at = state, at, None
    registration.save(update_fields=["state", "ended_at", "expires_at", "on_telephone_seats"])


def tell_deed(
    registration: Registration, verb: str, at: datetime, by: Member | None, **details: int | str
) -> None:
    """The deed of a registration: who did it, for whom, at which meeting."""
    record(
        verb,
        subject=registration,
        at=at,
        person=(by or registration.member).pk,
        for_person=registration.member_id,
        meeting=registration.meeting_id,
        **details,
    )


def write_journal(registration: Registration, author: Member, at: datetime, words: str | Promise) -> None:
    """What was done for someone, where they can read it. words: lazy, may say %(title)s."""
    journal(
        member=registration.member,
        by=author,
        words=words,
        values={"title": registration.meeting.title},
        channel=registration.channel,
        subject=f"meetings.meeting:{registration.meeting_id}",
        at=at,
    )
