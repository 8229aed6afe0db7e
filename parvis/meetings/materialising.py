"""The dated meetings of a series come into being some weeks ahead, each with a life of its own."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from parvis.courier.letterhead import letterhead
from parvis.meetings import publishing, recurring
from parvis.meetings.checking import SHARED
from parvis.meetings.keeping_seats import set_hour
from parvis.meetings.models import Meeting, Publication, Question, Series
from parvis.meetings.reserving import keep_bookings

AHEAD = timedelta(weeks=8)
LEFT_OUT = ""  # of a day in `Series.other_days`
PROMOTION_STOPS = timedelta(hours=3)  # before the beginning


def zone() -> ZoneInfo:
    """The community's time zone: the one in which 18 h is 18 h."""
    return ZoneInfo(letterhead().time_zone)


def local_day(moment: datetime) -> date:
    return moment.astimezone(zone()).date()


def slots(series: Series, *, after: date | None, until: date) -> list[datetime]:
    """When the rule of the series wants meetings to begin, in UTC, after a day and until another.

    Days the series leaves out are not among them; those at another hour are, at the hour of the rule.
    """
    given = recurring.moments(
        series.rule, series.first_on, series.begins_at_hour, zone(), after=after, until=until
    )
    return [slot for slot in given if series.other_days.get(local_day(slot).isoformat()) != LEFT_OUT]


@transaction.atomic
def materialise_series(series: Series, at: datetime, since: datetime | None = None) -> list[Meeting]:
    """Make the meetings of the coming eight weeks that are not there yet; run twice, it makes none twice.

    since: no meeting that would begin before (a rule that changes makes none in the past).
    """
    series = Series.objects.locked(series.pk)
    until = local_day(at + AHEAD)
    made_until = series.materialised_until_on
    if made_until and made_until > until + timedelta(weeks=1):
        made_until, since = None, since or at  # a clock in the future wrote it: look at every week again
    if series.ended_at or (made_until and made_until >= until):
        return []
    known = set(series.meetings.values_list("series_slot_at", flat=True))
    given = slots(series, after=made_until, until=until)
    wanted = [slot for slot in given if slot not in known and slot >= (since or slot)]
    made = [_make(series, slot, at) for slot in wanted]
    keep_bookings(made, at)
    series.materialised_until_on = until
    series.save(update_fields=["materialised_until_on"])
    return made


def ask(meeting: Meeting, questions: list[tuple[str, bool]]) -> None:
    """The questions the organiser asks of those who come: (words, is required)."""
    Question.objects.bulk_create(
        Question(meeting=meeting, words=words[:160], is_required=required) for words, required in questions
    )


def hour_on(series: Series, slot: datetime) -> datetime:
    """When the meeting of this slot begins: the hour of the rule, or the one said for its day."""
    on = local_day(slot)
    hour = series.other_days.get(on.isoformat())
    return datetime.combine(on, time.fromisoformat(hour), zone()).astimezone(UTC) if hour else slot


def _make(series: Series, slot: datetime, at: datetime) -> Meeting:
    begins_at = hour_on(series, slot)
    meeting = Meeting(
        **{name: getattr(series, name) for name in SHARED},
        begins_at=begins_at,
        ends_at=begins_at + timedelta(minutes=series.minutes),
        promotion_stops_at=begins_at - PROMOTION_STOPS,
        is_exception=begins_at != slot,
        series=series,
        series_slot_at=slot,
        proposed_at=at,
    )
    set_hour(meeting, at)
    meeting.save(force_insert=True)
    ask(meeting, [(words, required) for words, required in series.questions])
    first = Publication.objects.filter(meeting__series=series).order_by("pk").first()
    if first is not None:
        publishing.put(meeting, first.by, at)
    return meeting
