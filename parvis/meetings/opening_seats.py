"""The hour has come: seats kept for those who call are everybody's, and the waiting list goes first."""

from datetime import datetime

from django.db import transaction

from parvis.chronicle.recording import record
from parvis.meetings import promoting, seating
from parvis.meetings.models import Meeting


def open_due(now: datetime) -> int:
    """Open the kept seats whose hour has come; how many meetings. One transaction each."""
    pks = sorted(Meeting.objects.with_kept_seats_due(now).values_list("pk", flat=True))
    return sum(bool(_open(pk, now)) for pk in pks)


def open_in(meeting: Meeting, at: datetime) -> int:
    """The same for acts which hold the meeting's row: how many seats; none before the hour, none twice.

    Whoever called keeps their seat; those who wait are offered the others, in order.
    """
    if meeting.is_cancelled or not meeting.kept_seats_are_due(at):
        return 0
    opened, meeting.telephone_seats = meeting.telephone_seats, 0
    meeting.telephone_seats_opened = opened
    seating.share_out(meeting)
    meeting.save(update_fields=["telephone_seats", "telephone_seats_opened", "telephone_taken"])
    record("meetings.seats_opened", subject=meeting, at=at, count=opened)
    promoting.offer_in(meeting, at)
    return opened


@transaction.atomic
def _open(pk: int, now: datetime) -> int:
    return open_in(Meeting.objects.locked(pk), now)
