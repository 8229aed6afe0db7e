"""It does not take place; or after all it does. Those who were coming are told, the day before or at dawn."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.kit.locking import hold
from parvis.meetings import announcing, promoting, purposes, refusals, wording
from parvis.meetings.models import Cancellation, Meeting, Series
from parvis.meetings.reminding import take_back
from parvis.meetings.reserving import give_back, keep_bookings
from parvis.members.models import Member


@transaction.atomic
def cancel(*, meeting: Meeting, by: Member, at: datetime, reason: str = "") -> Cancellation:
    """Cancel, and tell all who are registered, offered a seat or waiting. Cancelled already: that record.

    Raises CannotChange when it is over.
    """
    meeting = Meeting.objects.locked(meeting.pk)
    if meeting.is_cancelled:
        return meeting.cancellation
    if meeting.is_over(at):
        raise refusals.CannotChange(_("This meeting is over."), refusals.to_meeting(meeting))
    cancellation = Cancellation.objects.create(meeting=meeting, by=by, at=at, reason=reason.strip()[:300])
    _raise_version(meeting, at)
    record("meetings.cancelled", subject=meeting, at=at, person=by.pk)
    take_back(meeting.registrations.all())
    announcing.tell_cancelled(cancellation, at)
    keep_bookings([meeting], at)
    return cancellation


@transaction.atomic
def uncancel(*, meeting: Meeting, by: Member, at: datetime) -> Meeting:
    """Take a cancellation back, and tell those whose registration holds again; else nothing happens."""
    meeting = Meeting.objects.locked(meeting.pk)
    if not meeting.is_cancelled:
        return meeting
    key = f"{meeting.cancellation.pk}"
    Cancellation.objects.filter(meeting=meeting).delete()
    meeting = Meeting.objects.locked(meeting.pk)
    _raise_version(meeting, at)
    record("meetings.restored", subject=meeting, at=at, person=by.pk)
    keep_bookings([meeting], at)
    announcing.tell_everyone(meeting, purposes.RESTORED, wording.restored, at, key)
    promoting.renew_offers(meeting, at)
    promoting.offer_in(meeting, at)
    return meeting


@transaction.atomic
def cancel_following(*, meeting: Meeting, by: Member, at: datetime, reason: str = "") -> Cancellation:
    """Cancel this meeting of a series and end the series: those after it with people are cancelled and told,
    empty ones go, those cancelled before stay."""
    if meeting.series_id:
        _hold_series(meeting.series_id, meeting.series_slot_at)
    cancellation = cancel(meeting=meeting, by=by, at=at, reason=reason)
    if meeting.series is not None and meeting.series_slot_at is not None:
        end_series(series=meeting.series, by=by, at=at, since=meeting.series_slot_at, reason=reason)
    return cancellation


@transaction.atomic
def end_series(
    *, series: Series, by: Member, at: datetime, since: datetime | None = None, reason: str = ""
) -> Series:
    """No more meetings from the slot `since` (or now) on. Ended already: nothing happens."""
    _hold_series(series.pk, since)
    series = Series.objects.get(pk=series.pk)
    if series.ended_at is None:
        series.ended_at = at
        series.save(update_fields=["ended_at"])
        record("meetings.series_ended", subject=series, at=at, person=by.pk)
    coming = series.meetings.filter(series_slot_at__gte=max(since or at, at), cancellation__isnull=True)
    for meeting in coming.filter(begins_at__gt=at):
        if meeting.registrations.live().exists() or meeting.is_exception:
            cancel(meeting=meeting, by=by, at=at, reason=reason)
        else:
            give_back([meeting], at)
            meeting.delete()
    return series


def _raise_version(meeting: Meeting, at: datetime) -> None:
    """Agendas follow what takes place and what does not."""
    meeting.note_change(at)
    meeting.save(update_fields=["version", "changed_at"])


def _hold_series(pk: int, since: datetime | None) -> None:
    """The series, then its meetings, before the first place is held: everybody takes them in this order."""
    hold(Series.objects.filter(pk=pk))
    rows = Meeting.objects.filter(series=pk).order_by("pk")
    hold(rows.filter(series_slot_at__gte=since) if since else rows)
