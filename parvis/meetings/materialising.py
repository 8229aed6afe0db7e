"""The dated meetings of a series come into being some weeks ahead, each with a life of its own."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from parvis.courier.letterhead import letterhead
from parvis.meetings import publishing, recurring
from parvis.meetings.checking import SHARED
from parvis.meetings.models import Meeting, Publication, Question, Series
from parvis.meetings.reserving import keep_bookings

AHEAD = timedelta(weeks=8)
PROMOTION_STOPS = timedelta(hours=3)  # before the beginning


def zone() -> ZoneInfo:
    """The community's time zone: the one in which 18 h is 18 h."""
    return ZoneInfo(letterhead().time_zone)


def local_day(moment: datetime) -> date:
    return moment.astimezone(zone()).date()


def slots(series: Series, *, after: date | None, until: date) -> list[datetime]:
    """When the rule of the series wants meetings to begin, in UTC, after a day and until another."""
    return recurring.moments(
        series.rule, series.first_on, series.begins_at_hour, zone(), after=after, until=until
    )


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


def _make(series: Series, slot: datetime, at: datetime) -> Meeting:
    meeting = Meeting.objects.create(
        **{name: getattr(series, name) for name in SHARED},
        begins_at=slot,
        ends_at=slot + timedelta(minutes=series.minutes),
        promotion_stops_at=slot - PROMOTION_STOPS,
        series=series,
        series_slot_at=slot,
        proposed_at=at,
    )
    ask(meeting, [(words, required) for words, required in series.questions])
    first = Publication.objects.filter(meeting__series=series).order_by("pk").first()
    if first is not None:
        publishing.put(meeting, first.by, at)
    return meeting
