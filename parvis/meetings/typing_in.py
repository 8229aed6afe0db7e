"""A sign-in sheet comes back from the room: its rows as they were printed, and who of them was there.

Arrivals tapped in the room count once with those of the paper, and a row left blank on paper takes nobody
away: only what was shown as ticked and is not any more is taken back.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from parvis.meetings import refusals
from parvis.meetings.closing import keep_true
from parvis.meetings.gathering import KEPT, MOST
from parvis.meetings.models import Arrival, Meeting, Registration, Tap
from parvis.meetings.tapping import take_in
from parvis.meetings.welcoming import open_room, undo_arrival
from parvis.members.models import Member

MOST_PEOPLE = 99  # of one row


@dataclass(frozen=True)
class SheetRow:
    """One person of the sheet, their companions counted; here: how many of them are noted as arrived."""

    registration: Registration
    here: int

    @property
    def is_waiting(self) -> bool:
        return self.registration.state not in (Registration.State.SEATED, Registration.State.WITHDRAWN)


@dataclass(frozen=True)
class Newcomer:
    """Somebody who wrote themselves on a blank row. key: the same row typed twice counts once."""

    key: str
    first_name: str
    member: Member | None = None  # known by the contact they left


@dataclass(frozen=True)
class TypedRows:
    """What the paper says. came: registration → how many. Slips: registrations, arrivals."""

    came: Mapping[int, int] = field(default_factory=dict)
    not_come: Collection[int] = ()
    undone: Collection[int] = ()
    newcomers: Sequence[Newcomer] = ()


def rows_of_sheet(meeting: Meeting, printed_at: datetime) -> list[SheetRow]:
    """The rows in the order they were printed; two queries. Whoever withdrew since still has theirs."""
    after = printed_at + timedelta(minutes=1)
    known = meeting.registrations.filter(made_at__lt=after).exclude(
        state__in=[*Registration.ECHOES, Registration.State.ECHO_WITHDRAWN]
    )
    then = known.filter(Q(state__in=Registration.LIVE) | Q(ended_at__gte=printed_at))
    arrived = dict(meeting.arrivals.filter(member__isnull=False).values_list("member", "people"))
    once = {row.member_id: row for row in then.select_related("member").order_by("pk")}
    return [SheetRow(row, arrived.get(row.member_id, 0)) for row in sorted(once.values(), key=_printed_order)]


def others_here(meeting: Meeting, rows: Sequence[SheetRow]) -> list[Arrival]:
    """Those noted as arrived who are on no row: newcomers first of all."""
    on_rows = [row.registration.member_id for row in rows]
    others = meeting.arrivals.select_related("member").exclude(member__in=on_rows)
    return list(others.order_by("pk"))


@transaction.atomic
def take_sheet(*, meeting: Meeting, typed: TypedRows, by: Member, at: datetime) -> int:
    """Bring the arrivals of a meeting to what the paper says; how many people are here now.

    Raises NotThere: cancelled, far too early, over for more than thirty days.
    """
    meeting = open_room(meeting, at)
    _check_in_time(meeting, typed, at)
    slips = meeting.registrations.filter(pk__in=typed.not_come).values("member")
    for arrival in meeting.arrivals.filter(Q(pk__in=typed.undone) | Q(member__in=slips)):
        undo_arrival(arrival=arrival, by=by, at=at)
    taps = [*_taps_of_rows(meeting, typed, by, at), *_taps_of_newcomers(meeting, typed, by, at)]
    take_in(meeting=meeting, taps=taps, by=by, at=at)
    if _count_companions(meeting, typed):
        keep_true(meeting)
    return sum(meeting.arrivals.values_list("people", flat=True))


def _printed_order(row: Registration) -> tuple[bool, str, int]:
    """Those with a seat by name, those who waited in the order of the line: see `paper.people`."""
    waits = row.state in (Registration.State.WAITING, Registration.State.OFFERED, Registration.State.LAPSED)
    return (waits, "" if waits else row.member.search_name, row.pk)


def _check_in_time(meeting: Meeting, typed: TypedRows, at: datetime) -> None:
    if at > meeting.ends_at + KEPT:
        raise refusals.NotThere(
            _("This meeting has been over for more than thirty days. Call us: we will see together."),
            refusals.to_meeting(meeting),
        )
    if meeting.taps.count() + len(typed.came) + len(typed.newcomers) > MOST:
        raise refusals.NotThere(
            _("Too much was tapped at this meeting. Call us."), refusals.to_someone(meeting)
        )


def _taps_of_rows(meeting: Meeting, typed: TypedRows, by: Member, at: datetime) -> list[Tap]:
    here = set(meeting.arrivals.filter(member__isnull=False).values_list("member", flat=True))
    rows = meeting.registrations.filter(pk__in=typed.came).select_related("member")
    return [
        _tap(meeting, get_random_string(32), by, at, member=row.member, registration=row)
        for row in rows
        if row.member_id not in here
    ]


def _taps_of_newcomers(meeting: Meeting, typed: TypedRows, by: Member, at: datetime) -> list[Tap]:
    here = set(meeting.arrivals.filter(member__isnull=False).values_list("member", flat=True))
    return [
        _tap(meeting, new.key, by, at, member=new.member)
        if new.member
        else _tap(meeting, new.key, by, at, first_name=new.first_name)
        for new in typed.newcomers
        if new.member is None or new.member.pk not in here
    ]


def _count_companions(meeting: Meeting, typed: TypedRows) -> bool:
    """How many came with each person, as counted on paper; whether anything changed."""
    of_row = dict(meeting.registrations.filter(pk__in=typed.came).values_list("member", "pk"))
    changed = []
    for arrival in meeting.arrivals.filter(member__in=of_row):
        people = min(max(typed.came[of_row[arrival.member_id or 0]], 1), MOST_PEOPLE)
        if arrival.people != people:
            arrival.people = people
            changed.append(arrival)
    Arrival.objects.bulk_update(changed, ["people"])
    return bool(changed)


def _tap(meeting: Meeting, key: str, by: Member, at: datetime, **said: object) -> Tap:
    """Paper knows no hour: somebody was there while it lasted."""
    moment = min(max(at, meeting.begins_at), meeting.ends_at)
    return Tap(meeting=meeting, kind=Tap.Kind.HERE, key=key, by=by, at=moment, **said)
