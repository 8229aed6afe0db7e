"""What telephones did without network becomes rounds here: composed on one of them, turned as it went.

A tap « round » says that from its hour people sit in that round; taps « table » say where each of them sits.
"""

from collections.abc import Sequence
from datetime import datetime

from parvis.meetings.models import Meeting, Tap
from parvis.meetings.tapping import newcomer_key, said_in
from parvis.members.models import Member
from parvis.tables.changes import note
from parvis.tables.composing import want
from parvis.tables.models import Change, Composition, Round
from parvis.tables.writing import Seated, keep_present, write_round


def adopt(meeting: Meeting, by: Member, at: datetime) -> None:
    """Rounds further than the present one, as telephones went through them. The meeting's row is locked.

    Who went further first is followed: another telephone's round of the same number changes only seats.
    """
    taps = sorted(meeting.taps.select_related("registration"), key=lambda tap: (tap.at, tap.key))
    composition = Composition.objects.filter(meeting=meeting).first()
    began = _began(taps, composition.present if composition else 0)
    if not began:
        return
    if composition is None:
        composition = Composition(meeting=meeting, asked_at=at, asked_by=by, state=Composition.State.READY)
        composition.save()
    composition.meeting = meeting
    kind = Change.Kind.NEXT if composition.present else Change.Kind.COMPOSED
    note(composition, kind, by=by, at=at, round_number=int(began[-1].table))
    for tap in began:
        if composition.present:
            before = taps[: taps.index(tap)]
            write_round(composition, composition.present, _seated(meeting, before), {})
        composition.present = int(tap.table)
        turn, _made = Round.objects.get_or_create(composition=composition, number=composition.present)
        Round.objects.filter(pk=turn.pk).update(shown_at=min(tap.at, at))
    keep_present(composition)
    _go_on(composition, by, at)


def _began(taps: Sequence[Tap], present: int) -> list[Tap]:
    """The tap that began each round after the present one, the first of each."""
    found: list[Tap] = []
    for tap in taps:
        if tap.kind == Tap.Kind.ROUND and int(tap.table) > max(present, int(found[-1].table) if found else 0):
            found.append(tap)
    return found


def _seated(meeting: Meeting, taps: Sequence[Tap]) -> Seated:
    """Table → arrivals, as these taps alone would have it."""
    arrivals = list(meeting.arrivals.filter(departure=None))
    of_member = {one.member_id: one.pk for one in arrivals if one.member_id}
    of_key = {one.once_key: one.pk for one in arrivals if one.once_key}
    found: dict[str, list[int]] = {}
    for presence in said_in(taps):
        if not presence.live or not presence.table:
            continue
        marks = sorted(newcomer_key(meeting, key) for key in presence.keys)
        known = [of_key[mark] for mark in marks if mark in of_key]
        arrival = of_member.get(presence.person) if presence.person else next(iter(known), None)
        if arrival:
            found.setdefault(presence.table, []).append(arrival)
    return found


def _go_on(composition: Composition, by: Member, at: datetime) -> None:
    """Everyone may know; rounds ahead are composed for who is here."""
    composition.wanted = max(composition.wanted, composition.present)
    if composition.wanted > composition.present:
        want(composition, composition.present + 1, by, at)
    else:
        composition.state = Composition.State.READY
        composition.version += 1
    composition.save()
