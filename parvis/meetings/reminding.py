"""Two days before, and the same morning at eight: a reminder to those who hold a seat, one message a day.

What begins before half past ten is reminded the evening before, at six. Nothing leaves at night nor on a
Sunday: it leaves on the Saturday. Who registered just before, or was reminded just before, still remembers.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from parvis.community.models import Circle
from parvis.courier.calm import MORNING
from parvis.courier.dispatching import leaves_at
from parvis.courier.letterhead import letterhead
from parvis.courier.models import Dispatch
from parvis.meetings import announcing, purposes, wording
from parvis.meetings.models import Meeting, Registration, Reminder

BEFORE = timedelta(days=2)
EARLY, EVENING_BEFORE = time(10, 30), time(18)
EARLIEST = BEFORE + timedelta(days=2)  # a Monday one leaves on the Saturday before
TOO_LATE = {Reminder.Kind.TWO_DAYS: timedelta(hours=12), Reminder.Kind.MORNING: timedelta(hours=1)}
FRESH = {Reminder.Kind.TWO_DAYS: timedelta(hours=24), Reminder.Kind.MORNING: timedelta(hours=12)}
APART = timedelta(hours=12)  # two reminders of one meeting never come closer
Kind = Reminder.Kind


@dataclass(frozen=True)
class _Due:
    """A reminder of today: whether its hour has come depends on the others of that person."""

    registration: Registration
    kind: str
    planned_at: datetime


def remind_due(now: datetime) -> int:
    """Write the reminders whose hour has come; how many messages. One transaction a message.

    Whatever is still to come today for the same person goes with it: they are written to once a day.
    """
    written = 0
    for mine in _grouped(_due_today(now)):
        if min(due.planned_at for due in mine) <= now:
            written += _remind(mine, now)
    return written


def take_back(registrations: QuerySet[Registration]) -> None:
    """Reminders written but not gone are written anew for what still holds: an hour, a seat changed."""
    spoken = Reminder.objects.filter(registration__in=registrations, dispatch__state=Dispatch.State.WAITING)
    ids = list(spoken.values_list("dispatch_id", flat=True))
    if ids:
        Dispatch.objects.filter(pk__in=ids, state=Dispatch.State.WAITING).delete()


def planned_at(meeting: Meeting, kind: str) -> datetime:
    """When this reminder of a meeting leaves, by the wall clock of the community."""
    local = meeting.begins_at.astimezone(_zone())
    if kind == Kind.TWO_DAYS:
        return leaves_at(purposes.REMINDER, local - BEFORE)  # the same hour of the clock
    is_early = local.time() < EARLY
    day = local.date() - timedelta(days=is_early)
    hour = EVENING_BEFORE if is_early else MORNING
    return leaves_at(purposes.REMINDER, datetime.combine(day, hour, local.tzinfo))


def _zone() -> ZoneInfo:
    return ZoneInfo(letterhead().time_zone)


def _due_today(now: datetime) -> list[_Due]:
    """Everybody's reminders of today (and those that should have left already), when one of them is due."""
    zone, meetings, hours = _zone(), {}, dict[tuple[int, str], datetime]()
    for meeting in _soon(now):
        meetings[meeting.pk] = meeting
        for kind in Kind.values:
            at = planned_at(meeting, kind)
            is_in_time = meeting.begins_at - now > TOO_LATE[Kind(kind)]
            if at.astimezone(zone).date() <= now.astimezone(zone).date() and is_in_time:
                hours[meeting.pk, kind] = at
    if not any(at <= now for at in hours.values()):
        return []
    found = []
    for kind in Kind.values:
        of_kind = {pk: at for (pk, known), at in hours.items() if known == kind}
        for registration in _unreminded(kind, of_kind):
            registration.meeting = meetings[registration.meeting_id]
            found.append(_Due(registration, kind, of_kind[registration.meeting_id]))
    return [due for due in found if not _still_remembers(due, hours, now)]


def _soon(now: datetime) -> Iterable[Meeting]:
    ahead = Meeting.objects.live().filter(begins_at__gt=now, begins_at__lte=now + EARLIEST)
    return ahead.filter(is_improvised=False).for_page().order_by("pk")


def _unreminded(kind: str, hours: Iterable[int]) -> QuerySet[Registration]:
    """Seated, and not told by a reminder of this kind."""
    told = Reminder.objects.filter(registration=OuterRef("pk"), kind=kind)
    rows = Registration.objects.seated().filter(~Exists(told), meeting__in=list(hours))
    if kind == Kind.TWO_DAYS:  # said before reminders had a table of their own
        known = Dispatch.objects.filter(purpose=purposes.REMINDER, subject_kind="meetings.registration")
        rows = rows.filter(~Exists(known.filter(subject_id=OuterRef("pk"))))
    return rows.select_related("member").prefetch_related("member__contact_points").order_by("pk")


def _still_remembers(due: _Due, hours: dict[tuple[int, str], datetime], now: datetime) -> bool:
    """Registered just before; or the reminder of the morning comes so soon that it says it all."""
    if due.registration.made_at > due.planned_at - FRESH[Kind(due.kind)]:
        return True
    morning = hours.get((due.registration.meeting_id, Kind.MORNING))
    return due.kind == Kind.TWO_DAYS and morning is not None and morning - now < APART


def _grouped(dues: Iterable[_Due]) -> list[list[_Due]]:
    """One message a person; but what only a circle may know has its own, for a call reads it out."""
    groups: dict[tuple[int, int], list[_Due]] = defaultdict(list)
    for due in dues:
        meeting = due.registration.meeting
        is_apart = meeting.circle is not None and (
            meeting.visibility == Meeting.Visibility.CIRCLE or meeting.circle.joining == Circle.Joining.SECRET
        )
        groups[due.registration.member_id, meeting.pk if is_apart else 0].append(due)
    in_order = partial(sorted, key=lambda due: (due.registration.meeting.begins_at, due.registration.pk))
    return [in_order(groups[key]) for key in sorted(groups)]


def _remind(mine: list[_Due], now: datetime) -> int:
    """One message, and what it speaks of; 0 when another worker wrote it at this moment."""
    registrations = [due.registration for due in mine]
    first = registrations[0]
    try:
        with transaction.atomic():
            say = wording.reminder if len(mine) == 1 else partial(wording.reminders, registrations)
            written = announcing.tell_one(first, purposes.REMINDER, say, now)
            Reminder.objects.bulk_create(
                Reminder(registration=due.registration, kind=due.kind, dispatch=written, written_at=now)
                for due in mine
            )
    except IntegrityError:
        return 0
    return 1
