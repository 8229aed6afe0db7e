"""Which of these meetings are here already, and what is in the way of the others.

Asked before publishing, and of what is new at each later reading.

The same eyes as when a member proposes one (`meetings.noticing`), over a whole calendar in five queries.
"""

from collections.abc import Sequence
from datetime import datetime

from parvis.community.models import Place, Room
from parvis.federation.models import Imported, Source
from parvis.federation.sources.locating import Facts, Locator
from parvis.meetings.booked import Books
from parvis.meetings.models import Booking, Meeting
from parvis.meetings.noticing.candidates import Candidates
from parvis.meetings.noticing.judging import Kind, judge
from parvis.meetings.noticing.sketching import sketch_of

_IN_THE_WAY = {Kind.ROOM, Kind.PEOPLE, Kind.CIRCLE}


def notice(source: Source, traces: Sequence[Imported]) -> None:
    """Write on each trace the meeting it may be, and what is in its way. Its own meetings are no doubles."""
    proposals, others = _proposals(source, traces), Meeting.objects.live().exclude(imported__source=source)
    candidates = Candidates.near([(one.begins_at, one.ends_at) for one in proposals], others)
    bookings = [_booking(one) for one in proposals]
    books = Books.around([booking for booking in bookings if booking is not None])
    for trace, proposal, booking in zip(traces, proposals, bookings, strict=True):
        trace.twin_id, trace.in_the_way_id = _judged(proposal, candidates)
        if booking is not None and not trace.in_the_way_id:
            taken = {other.meeting_id for other in books.doubts(booking).taken} - {trace.twin_id}
            trace.in_the_way_id = min(taken, default=None)
    Imported.objects.bulk_update(traces, ["twin", "in_the_way"], batch_size=200)


def _proposals(source: Source, traces: Sequence[Imported]) -> list[Meeting]:
    """What each would be here; not written."""
    locator, places = Locator(source), Place.objects.in_bulk()
    rooms = Room.objects.select_related("place").in_bulk()
    return [_proposal(locator.facts(trace.facts), source, places, rooms) for trace in traces]


def _proposal(facts: Facts, source: Source, places: dict[int, Place], rooms: dict[int, Room]) -> Meeting:
    return Meeting(
        title=facts["title"],
        about=facts["about"],
        begins_at=datetime.fromisoformat(facts["begins_at"]),
        ends_at=datetime.fromisoformat(facts["ends_at"]),
        place=places.get(facts["place"]),
        room=rooms.get(facts["room"]),
        where=facts["where"],
        mode=facts["mode"],
        link=facts["link"],
        circle=source.circle,
    )


def _booking(meeting: Meeting) -> Booking | None:
    if meeting.place is None or meeting.mode == Meeting.Mode.REMOTE:
        return None
    booking = Booking(meeting=meeting, place=meeting.place, room=meeting.room)
    booking.take_hours()
    return booking


def _judged(proposal: Meeting, candidates: Candidates) -> tuple[int | None, int | None]:
    """The meeting it may be, and the first one in its way."""
    sketch, twin, way = sketch_of(proposal), None, None
    for pk, other in candidates.beside(proposal.begins_at, proposal.ends_at):
        finding = judge(sketch, other)
        if finding is None:
            continue
        if finding.kind is Kind.DUPLICATE:
            twin = twin or pk
        elif _IN_THE_WAY & set(finding.kinds):
            way = way or pk
    return twin, way
