"""Someone is in the room: one arrival a person, however often it is tapped, and where they sit."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.meetings import refusals
from parvis.meetings.closing import keep_true
from parvis.meetings.models import Arrival, Meeting, Registration, Tap
from parvis.meetings.tapping import newcomer_key, said_in, take_in
from parvis.members.models import Member
from parvis.members.names import tidy

DOORS_OPEN = timedelta(hours=12)  # before the beginning; a paper list may be typed in long after
LONGEST_KEY = 40


@transaction.atomic
def welcome(*, registration: Registration, by: Member, at: datetime) -> Arrival:
    """A registered person has arrived, with their companions. Arrived already: that same arrival.

    Someone who waited or had withdrawn and came anyway is welcome too. Raises NotThere.
    """
    meeting = open_room(registration.meeting, at)
    return _arrive(meeting, registration.member, registration, by, at)


@transaction.atomic
def welcome_member(*, meeting: Meeting, member: Member, by: Member, at: datetime) -> Arrival:
    """A member has arrived, registered or not. Arrived already: that same arrival. Raises NotThere."""
    meeting = open_room(meeting, at)
    registration = meeting.registrations.live().filter(member=member).first()
    return _arrive(meeting, member, registration, by, at)


@transaction.atomic
def welcome_stranger(
    *, meeting: Meeting, first_name: str, by: Member, at: datetime, once_key: str | None = None
) -> Arrival | None:
    """Somebody nobody knows yet has arrived: one field. The same once_key counts once. Raises NotThere.

    None when that very tap came before and was taken back since.
    """
    meeting = open_room(meeting, at)
    key = (once_key or "")[:LONGEST_KEY] or _new_key()
    tap = _tap(meeting, Tap.Kind.HERE, by, at, key=key, first_name=tidy(first_name)[:80])
    take_in(meeting=meeting, taps=[tap], by=by, at=at)
    return meeting.arrivals.filter(once_key=newcomer_key(meeting, key)).first()


@transaction.atomic
def undo_arrival(*, arrival: Arrival, by: Member, at: datetime | None = None) -> None:
    """It was a slip: the arrival goes, what was counted is counted again. Gone already: nothing happens."""
    meeting, moment = Meeting.objects.locked(arrival.meeting_id), at or arrival.at
    live = _live_taps(meeting, arrival)
    taps = [_tap(meeting, Tap.Kind.UNDO, by, moment, about=key) for key in live]
    take_in(meeting=meeting, taps=taps, by=by, at=moment)
    if Arrival.objects.filter(pk=arrival.pk).exists():  # one no tap speaks of any more
        record(
            "meetings.arrival_undone", subject=meeting, at=moment, person=by.pk, for_person=arrival.member_id
        )
        Arrival.objects.filter(pk=arrival.pk).delete()
        keep_true(meeting)


@transaction.atomic
def place(*, arrival: Arrival, table: str, by: Member, at: datetime) -> None:
    """Somebody sits at a table, by hand; an empty table: nowhere in particular."""
    meeting = Meeting.objects.locked(arrival.meeting_id)
    come_back(arrivals=[arrival], by=by, at=at)
    live = _live_taps(meeting, arrival)
    if not live:
        Arrival.objects.filter(pk=arrival.pk).update(table=table)
        return
    tap = _tap(meeting, Tap.Kind.TABLE, by, _after_all(meeting, at), about=live[0], table=table)
    take_in(meeting=meeting, taps=[tap], by=by, at=at)


@transaction.atomic
def place_all(*, meeting: Meeting, tables: Mapping[int, str], by: Member, at: datetime) -> None:
    """Many people sit at tables at once: number of the arrival → table; whatever phones said before."""
    meeting = Meeting.objects.locked(meeting.pk)
    moving = [one for one in meeting.arrivals.all() if one.table != tables.get(one.pk, one.table)]
    live = _all_live(meeting)
    moment = _after_all(meeting, at)
    taps = [
        _tap(meeting, Tap.Kind.TABLE, by, moment, about=live[mark][0], table=tables[arrival.pk])
        for arrival in moving
        if (mark := _mark(arrival)) in live
    ]
    for arrival in moving:
        if _mark(arrival) not in live:
            Arrival.objects.filter(pk=arrival.pk).update(table=tables[arrival.pk])
    take_in(meeting=meeting, taps=taps, by=by, at=at)


@transaction.atomic
def go(*, arrival: Arrival, by: Member, at: datetime) -> None:
    """Somebody leaves before the end: they sit nowhere any more."""
    meeting = Meeting.objects.locked(arrival.meeting_id)
    if live := _live_taps(meeting, arrival):
        take_in(meeting=meeting, taps=[_tap(meeting, Tap.Kind.LEFT, by, at, about=live[0])], by=by, at=at)
    else:
        Arrival.objects.filter(pk=arrival.pk).update(table="")


@transaction.atomic
def come_back(*, arrivals: Collection[Arrival], by: Member, at: datetime) -> None:
    """They are here again, or had not left at all."""
    if not arrivals:
        return
    meeting = Meeting.objects.locked(next(iter(arrivals)).meeting_id)
    marks = {_mark(arrival) for arrival in arrivals}
    taps = [
        _tap(meeting, Tap.Kind.UNDO, by, at, about=key)
        for presence in said_in(meeting.taps.all())
        if marks & {presence.person, *(newcomer_key(meeting, key) for key in presence.keys)}
        for key in presence.left
    ]
    take_in(meeting=meeting, taps=taps, by=by, at=at)


@transaction.atomic
def say_same(*, one: Arrival, other: Arrival, by: Member, at: datetime) -> None:
    """Two newcomers of one meeting are the same person; people known by name are left alone."""
    meeting = Meeting.objects.locked(one.meeting_id)
    keys = _live_taps(meeting, one)[:1] + _live_taps(meeting, other)[:1]
    if len(set(keys)) < 2 or one.member_id or other.member_id or one.meeting_id != other.meeting_id:
        return
    tap = _tap(meeting, Tap.Kind.SAME, by, at, about=keys[0], other=keys[1])
    take_in(meeting=meeting, taps=[tap], by=by, at=at)


def open_room(meeting: Meeting, at: datetime) -> Meeting:
    """The meeting, its row locked, if people may be arriving. Raises NotThere."""
    meeting = Meeting.objects.locked(meeting.pk)
    if meeting.is_cancelled:
        raise refusals.NotThere(_("This meeting is cancelled."), refusals.to_meeting(meeting))
    if at < meeting.begins_at - DOORS_OPEN:
        raise refusals.NotThere(_("It is too early to take arrivals."), refusals.to_meeting(meeting))
    return meeting


def _arrive(
    meeting: Meeting, member: Member, registration: Registration | None, by: Member, at: datetime
) -> Arrival:
    if known := meeting.arrivals.filter(member=member).first():
        return known
    tap = _tap(meeting, Tap.Kind.HERE, by, at, member=member, registration=registration)
    take_in(meeting=meeting, taps=[tap], by=by, at=at)
    return meeting.arrivals.get(member=member)


def _live_taps(meeting: Meeting, arrival: Arrival) -> tuple[str, ...]:
    """The taps that hold somebody here, the first first."""
    return _all_live(meeting).get(_mark(arrival), ())


def _all_live(meeting: Meeting) -> dict[int | str | None, tuple[str, ...]]:
    """The same for everyone in the room: number of the member, or mark of the newcomer → their taps."""
    found: dict[int | str | None, tuple[str, ...]] = {}
    for presence in said_in(meeting.taps.all()):
        if presence.live and presence.person:
            found[presence.person] = presence.live
        elif presence.live:
            found |= {newcomer_key(meeting, key): presence.live for key in presence.keys}
    return found


def _after_all(meeting: Meeting, at: datetime) -> datetime:
    """An hour later than any table given so far: clocks of telephones run ahead at times."""
    latest = meeting.taps.filter(kind=Tap.Kind.TABLE).aggregate(at=Max("at"))["at"]
    return at if latest is None or latest < at else latest + timedelta(microseconds=1)


def _mark(arrival: Arrival) -> int | str | None:
    return arrival.member_id or arrival.once_key


def _tap(meeting: Meeting, kind: str, by: Member, at: datetime, *, key: str = "", **said: object) -> Tap:
    return Tap(meeting=meeting, kind=kind, by=by, at=at, key=key or _new_key(), **said)


def _new_key() -> str:
    return get_random_string(32)
