"""Take taps in, and bring arrivals to what all of them say. The meeting's row is locked by whoever calls."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from parvis.chronicle.recording import record
from parvis.meetings.closing import keep_true
from parvis.meetings.merging import Attendance, Said, presences
from parvis.meetings.models import Arrival, Meeting, Tap
from parvis.members.models import Member


def take_in(*, meeting: Meeting, taps: Sequence[Tap], by: Member, at: datetime) -> None:
    """Write the taps nobody sent before, then bring arrivals and the encounter to what is now said.

    at: when they came; each tap carries its own hour.
    """
    sent = [tap.key for tap in taps]
    known = set(meeting.taps.filter(key__in=sent).values_list("key", flat=True))
    fresh = {tap.key: tap for tap in reversed(taps) if tap.key not in known}
    if not fresh:
        return
    Tap.objects.bulk_create(reversed(fresh.values()))
    if _bring_true(meeting, by, at):
        keep_true(meeting)


def said_in(taps: Iterable[Tap]) -> list[Attendance]:
    """What rows of taps say together."""
    return presences(
        Said(tap.key, tap.kind, tap.at, tap.member_id, tap.about, tap.other, tap.table) for tap in taps
    )


def newcomer_key(meeting: Meeting, key: str) -> str:
    """The mark of a newcomer's arrival: one for each meeting and tap."""
    return f"{meeting.pk}.{key}"


def _bring_true(meeting: Meeting, by: Member, at: datetime) -> bool:
    """Make, change or take away the arrivals the taps speak of; whether who is here changed.

    Arrivals no tap speaks of (any more) are left alone.
    """
    taps = {tap.key: tap for tap in meeting.taps.select_related("registration")}
    arrivals = list(meeting.arrivals.all())
    of_member = {arrival.member_id: arrival for arrival in arrivals if arrival.member_id}
    of_key = {arrival.once_key: arrival for arrival in arrivals if arrival.once_key}
    is_changed = False
    for presence in said_in(taps.values()):
        if presence.person:
            found = [of_member[presence.person]] if presence.person in of_member else []
        else:
            marks = sorted(newcomer_key(meeting, key) for key in presence.keys)
            found = [of_key[mark] for mark in marks if mark in of_key]
        is_changed |= _settle(meeting, presence, found, taps, by, at)
    return is_changed


def _settle(
    meeting: Meeting,
    presence: Attendance,
    found: list[Arrival],
    taps: dict[str, Tap],
    by: Member,
    at: datetime,
) -> bool:
    """One person's arrival becomes what their taps say; whether somebody came or went."""
    kept = found[:1] if presence.live else []
    for extra in found[len(kept) :]:
        record("meetings.arrival_undone", subject=meeting, at=at, person=by.pk, for_person=extra.member_id)
        extra.delete()
    if not presence.live:
        return bool(found)
    first = taps[presence.live[0]]
    if not kept:
        _arrive(meeting, first, presence.table, at)
        return True
    arrival, now_said = kept[0], (first.at, first.first_name, presence.table)
    if (arrival.at, arrival.first_name, arrival.table) != now_said:
        arrival.at, arrival.first_name, arrival.table = now_said
        arrival.save(update_fields=["at", "first_name", "table"])
    return len(found) > 1


def _arrive(meeting: Meeting, first: Tap, table: str, at: datetime) -> Arrival:
    arrival = Arrival.objects.create(
        meeting=meeting,
        member_id=first.member_id,
        registration=first.registration,
        first_name=first.first_name,
        people=first.registration.party if first.registration else 1,
        at=first.at,
        by_id=first.by_id,
        table=table,
        once_key=None if first.member_id else newcomer_key(meeting, first.key),
    )
    moment = min(first.at, at)
    record("meetings.arrived", subject=meeting, at=moment, person=first.by_id, for_person=first.member_id)
    if first.member_id:
        # Somebody who holds a role met them: they are known from now on.
        Member.objects.filter(pk=first.member_id, verified_at=None).update(verified_at=moment)
    return arrival
