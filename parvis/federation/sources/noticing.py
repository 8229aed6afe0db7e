"""Before publishing: which of these meetings are here already, and what is in the way of the others."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from parvis.federation.models import Imported, Source
from parvis.federation.sources.locating import Locator, as_facts
from parvis.kit.french import families
from parvis.meetings.materialising import local_day
from parvis.meetings.models import Booking, Meeting

NEAR = timedelta(hours=2)
ALIKE = 0.6  # of the words of the shorter title
_Known = list[tuple[Meeting, set[str]]]


def notice(source: Source, at: datetime) -> None:
    """Write on each trace the meeting it may be, and what is in its way."""
    traces = list(source.imported.wanted())
    if not traces:
        return
    known, locator = _of_the_programme(traces), Locator(source)
    for trace in traces:
        facts = as_facts(locator.facts(trace.facts))
        trace.twin = _twin(facts["title"], facts["begins_at"], known[local_day(facts["begins_at"])])
        clashing = Booking.objects.clashing(
            place=facts["place"], room=facts["room"], begins_at=facts["begins_at"], ends_at=facts["ends_at"]
        )
        first = next((booking for booking in clashing[:2] if booking.meeting_id != trace.twin_id), None)
        trace.in_the_way = first.meeting if first else None
    Imported.objects.bulk_update(traces, ["twin", "in_the_way"], batch_size=200)


def _of_the_programme(traces: list[Imported]) -> dict[date, _Known]:
    """The meetings of those days, with the families of the words of their titles; one query."""
    hours = [datetime.fromisoformat(trace.facts["begins_at"]) for trace in traces]
    rows = Meeting.objects.live().filter(begins_at__range=(min(hours) - NEAR, max(hours) + NEAR))
    known: dict[date, _Known] = defaultdict(list)
    for meeting in rows.only("title", "begins_at"):
        known[local_day(meeting.begins_at)].append((meeting, set(families(meeting.title))))
    return known


def _twin(title: str, begins_at: datetime, known: _Known) -> Meeting | None:
    words = set(families(title))
    for meeting, other in known:
        shorter = min(len(words), len(other))
        if shorter and abs(meeting.begins_at - begins_at) <= NEAR and len(words & other) / shorter >= ALIKE:
            return meeting
    return None
