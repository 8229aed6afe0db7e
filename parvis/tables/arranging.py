"""What the animator says for this evening: how tables are wanted, who hosts, who sits together, who apart."""

from datetime import datetime
from typing import Any

from django.db import transaction

from parvis.meetings.models import Arrival, Meeting
from parvis.members.models import Member
from parvis.tables.models import Arrangement, Composition

MOST = 200  # of one evening


def composition_of(meeting: Meeting, by: Member, at: datetime) -> Composition:
    """The composition of this meeting, begun when there is none. Its row is held by whoever calls."""
    composition, _made = Composition.objects.get_or_create(
        meeting=meeting, defaults={"asked_at": at, "asked_by": by, "state": Composition.State.READY}
    )
    composition.meeting = meeting
    return composition


@transaction.atomic
def arrange(*, meeting: Meeting, by: Member, at: datetime, **wanted: Any) -> None:
    """How tables are wanted: seats, wanted (rounds), households, easy_tables. Nobody moves for it."""
    composition = composition_of(Meeting.objects.locked(meeting.pk), by, at)
    for name, value in wanted.items():
        setattr(composition, name, value)
    composition.too_much = {}  # known again when the tables are mixed
    composition.save(update_fields=[*wanted, "too_much"])


@transaction.atomic
def tie(
    *, meeting: Meeting, kind: str, one: Arrival, other: Arrival | None, by: Member, at: datetime
) -> bool:
    """Somebody hosts a table, or two people sit together or apart. Said already: nothing changes.

    Two are together or apart, the last that was said. False for one person alone, or beyond MOST.
    """
    composition = composition_of(Meeting.objects.locked(meeting.pk), by, at)
    is_host = kind == Arrangement.Kind.HOST
    if not is_host and (other is None or other.pk == one.pk):
        return False
    if composition.arrangements.count() >= MOST:
        return False
    _know_again(composition)
    first, second = (one, None) if is_host or other is None else sorted((one, other), key=lambda row: row.pk)
    if not is_host:
        composition.arrangements.filter(one=first, other=second).exclude(kind=kind).delete()
    composition.arrangements.get_or_create(kind=kind, one=first, other=second, defaults={"by": by, "at": at})
    return True


@transaction.atomic
def untie(*, meeting: Meeting, number: int) -> None:
    """What was said for two people no longer holds."""
    rows = Arrangement.objects.filter(composition__meeting=Meeting.objects.locked(meeting.pk), pk=number)
    for row in rows.select_related("composition"):
        _know_again(row.composition)
        row.delete()


def _know_again(composition: Composition) -> None:
    """What is too much is known again when the tables are mixed."""
    composition.too_much = {}
    composition.save(update_fields=["too_much"])
