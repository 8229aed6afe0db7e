"""Who left before the end, as telephones noted it: their seat is empty from that hour on."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from parvis.meetings.merging import Attendance
from parvis.meetings.models import Meeting, Tap
from parvis.meetings.tapping import newcomer_key, said_in
from parvis.members.models import Member
from parvis.tables.changes import note
from parvis.tables.models import Change, Composition, Departure


def depart(
    meeting: Meeting, composition: Composition | None, taps: Sequence[Tap], by: Member, at: datetime
) -> bool:
    """Departures become what the taps, in order, say; those no tap speaks of stay. Whether any changed."""
    known = set(Departure.objects.filter(arrival__meeting=meeting).values_list("arrival_id", flat=True))
    noted = {tap.key: place for place, tap in enumerate(taps) if tap.kind == Tap.Kind.LEFT}
    spoken_of = {taps[place].about for place in noted.values()}
    is_changed = False
    for presence, arrival in people_of(meeting, taps):
        if presence.left and arrival not in known:
            _write(meeting, composition, taps[: noted[presence.left[0]] + 1], arrival, by, at)
            is_changed = True
        elif not presence.left and arrival in known and spoken_of & presence.keys:
            Departure.objects.filter(arrival=arrival).delete()
            is_changed = True
    return is_changed


def people_of(meeting: Meeting, taps: Sequence[Tap]) -> Iterator[tuple[Attendance, int]]:
    """Everyone these taps alone would have here, and the number of their arrival."""
    arrivals = list(meeting.arrivals.all())
    of_member = {one.member_id: one.pk for one in arrivals if one.member_id}
    of_key = {one.once_key: one.pk for one in arrivals if one.once_key}
    for presence in said_in(taps):
        marks = sorted(newcomer_key(meeting, key) for key in presence.keys)
        known = [of_key[mark] for mark in marks if mark in of_key]
        arrival = of_member.get(presence.person) if presence.person else next(iter(known), None)
        if presence.live and arrival:
            yield presence, arrival


def _write(
    meeting: Meeting, composition: Composition | None, taps: Sequence[Tap], arrival: int, by: Member,
    at: datetime,
) -> None:  # fmt: skip
    """taps: up to the one that says they left. They sat where the others had them a moment before."""
    moment = min(taps[-1].at, at)
    table = next((one.table for one, pk in people_of(meeting, taps[:-1]) if pk == arrival), "")
    number = 0
    if composition is not None and composition.present:
        shown = composition.rounds.filter(shown_at__lte=moment).order_by("number").last()
        number = shown.number if shown else composition.present
        note(
            composition, Change.Kind.LEFT, by=taps[-1].by or by, at=at, round_number=number,
            about=meeting.arrivals.get(pk=arrival), from_table=table,
        )  # fmt: skip
    Departure.objects.create(
        arrival_id=arrival, round_number=number, table=table, by=taps[-1].by or by, at=moment
    )
