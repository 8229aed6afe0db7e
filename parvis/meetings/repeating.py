"""The rhythm of a series: read, previewed, and carried over to the meetings to come when it changes."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from parvis.meetings import announcing, purposes, recurring, refusals, wording
from parvis.meetings.keeping_seats import set_hour
from parvis.meetings.materialising import AHEAD, PROMOTION_STOPS, local_day, materialise_series, slots, zone
from parvis.meetings.models import Meeting, Series
from parvis.meetings.reserving import give_back

PREVIEW = timedelta(days=3 * 366)


def read_rule(rule: str, first_on: date) -> str:
    """The rule, tidied. CannotPropose when it is none, gives no day, or too many."""
    try:
        return recurring.read_rule(rule, first_on, zone())
    except recurring.NotARule:
        raise refusals.CannotPropose(
            _("This rhythm gives no day, or too many. Choose another one."), refusals.to_someone()
        ) from None


def days_of(begins_at: datetime, *, weekly_until_on: date | None = None, rule: str = "") -> list[date]:
    """The days a rhythm gives, to be read again before publishing. CannotPropose."""
    first_on = local_day(begins_at)
    kept = read_rule(recurring.weekly_until(weekly_until_on) if weekly_until_on else rule, first_on)
    return sorted({first_on, *recurring.days(kept, first_on, first_on + PREVIEW)})


def turn(series: Series, begins_at: datetime, ends_at: datetime) -> None:
    """Give a series the hour, the length and, if it moved, the day of one of its meetings (not saved).

    A rule that names its days cannot follow another day: CannotChange, the rhythm itself must change.
    """
    local = begins_at.astimezone(zone())
    series.begins_at_hour, series.minutes = local.time(), int((ends_at - begins_at).total_seconds() // 60)
    if local.date() in {series.first_on, *recurring.days(series.rule, series.first_on, local.date())}:
        return
    if "BY" in series.rule or "COUNT" in series.rule:
        raise refusals.CannotChange(
            _("This day is outside the rhythm. Change the rhythm itself, or this meeting only."),
            refusals.to_someone(),
        )
    series.first_on = local.date()


def reconcile(series: Series, since: datetime, at: datetime) -> None:
    """Bring the meetings to come, from `since` on, in line with the rule; the series' row is locked.

    Empty ones move or go. One with people in it, changed by hand or cancelled stays as it is, the rule
    leaves its day alone, and the host is told if people are coming.
    """
    first = max(since, at)
    wanted = [
        slot for slot in slots(series, after=None, until=local_day(at + AHEAD)) if slot >= _day_start(first)
    ]
    by_day = {local_day(slot): slot for slot in wanted}
    coming = series.meetings.select_for_update().filter(series_slot_at__gte=first).order_by("series_slot_at")
    for meeting in list(coming):
        slot = meeting.series_slot_at
        _bring_in_line(meeting, series, by_day.get(local_day(slot)) if slot else None, at)
    series.materialised_until_on = local_day(first) - timedelta(days=1)
    series.save()
    materialise_series(series, at, since=at)


def _bring_in_line(meeting: Meeting, series: Series, slot: datetime | None, at: datetime) -> None:
    length = timedelta(minutes=series.minutes)
    if slot is not None and (meeting.begins_at, meeting.ends_at) == (slot, slot + length):
        Meeting.objects.filter(pk=meeting.pk).update(series_slot_at=slot)
        return
    people = meeting.registrations.live().count()
    if people or meeting.is_exception or Meeting.objects.filter(pk=meeting.pk, cancellation__isnull=False):
        _keep_apart(meeting, slot, people, at)
    elif slot is None:
        give_back([meeting], at)
        meeting.delete()
    else:
        meeting.begins_at, meeting.ends_at, meeting.series_slot_at = slot, slot + length, slot
        meeting.promotion_stops_at = slot - PROMOTION_STOPS
        set_hour(meeting, at)
        meeting.note_change(at)
        meeting.save()


def _keep_apart(meeting: Meeting, slot: datetime | None, people: int, at: datetime) -> None:
    was_exception, meeting.is_exception = meeting.is_exception, True
    meeting.series_slot_at = slot or meeting.series_slot_at  # its day is taken: no second meeting beside it
    meeting.save(update_fields=["is_exception", "series_slot_at"])
    if people and not was_exception:
        say = lambda: wording.kept_apart(meeting, people)  # noqa: E731
        announcing.tell_host(meeting, purposes.KEPT, say, at, f"{at:%Y%m%d%H%M%S}")


def _day_start(moment: datetime) -> datetime:
    return moment.astimezone(zone()).replace(hour=0, minute=0, second=0, microsecond=0)
