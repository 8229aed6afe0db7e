"""Two days before, once, in calm hours: a reminder to those who hold a seat."""

from datetime import datetime, timedelta

from django.db import transaction

from parvis.courier.dispatching import leaves_at
from parvis.courier.models import Dispatch
from parvis.meetings import announcing, purposes, wording
from parvis.meetings.models import Meeting, Registration

BEFORE = timedelta(days=2)
EARLIEST = BEFORE + timedelta(days=2)  # a Monday one leaves on the Saturday before
TOO_LATE = timedelta(hours=12)
FRESH = timedelta(hours=24)  # who registered a day before it leaves still remembers


def remind_due(now: datetime) -> int:
    """Write the reminders whose hour has come; how many were written. One transaction a meeting."""
    soon = Meeting.objects.live().filter(
        begins_at__gt=now + TOO_LATE, begins_at__lte=now + EARLIEST, is_improvised=False
    )
    written = 0
    for meeting in soon.for_page().order_by("pk"):
        planned = leaves_at(purposes.REMINDER, meeting.begins_at - BEFORE)
        if planned <= now:
            written += _remind(meeting, planned, now)
    return written


@transaction.atomic
def _remind(meeting: Meeting, planned: datetime, now: datetime) -> int:
    known = Dispatch.objects.filter(purpose=purposes.REMINDER, subject_kind="meetings.registration")
    to_remind = (
        Registration.objects.seated()
        .filter(meeting=meeting, made_at__lte=planned - FRESH)
        .exclude(pk__in=known.filter(subject_id__isnull=False).values("subject_id"))
        .select_related("member")
        .prefetch_related("member__contact_points")
    )
    for registration in to_remind:
        registration.meeting = meeting
        announcing.tell_one(registration, purposes.REMINDER, wording.reminder, now, "two_days")
    return len(to_remind)
