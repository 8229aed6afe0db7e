"""What was done to the tables: who, when, and how it was before, so that the last one can be taken back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from parvis.chronicle.recording import record
from parvis.meetings.models import Arrival, Meeting
from parvis.meetings.welcoming import come_back
from parvis.members.models import Member
from parvis.tables.models import Change, Composition, Departure, Round
from parvis.tables.writing import seated_in, sit, write_round

UNDOABLE = {*Change.Kind} - {Change.Kind.ASKED}
_SMALL = {*Change.Kind} - {Change.Kind.COMPOSED, Change.Kind.MIXED, Change.Kind.NEXT}


def note(
    composition: Composition, kind: Change.Kind, *, by: Member | None, at: datetime, round_number: int = 0,
    about: Arrival | None = None, from_table: str = "", to_table: str = "",
) -> Change:  # fmt: skip
    """Before anything is changed: write down what will be, and how all was. Its own deed, without names."""
    verb = "tables.changed" if kind in _SMALL else "tables.composed"
    record(verb, subject=composition.meeting, at=at, person=by.pk if by else None)
    return composition.changes.create(
        kind=kind, round_number=round_number, about=about, from_table=from_table, to_table=to_table, by=by,
        at=at, before=_state_of(composition),
    )  # fmt: skip


def last_change(meeting: Meeting) -> Change | None:
    """The one that can be taken back."""
    known = Change.objects.filter(composition__meeting=meeting, undone_at=None, kind__in=UNDOABLE)
    return known.select_related("by").order_by("-pk").first()


@transaction.atomic
def undo(*, meeting: Meeting, number: int, by: Member, at: datetime) -> Change | None:
    """Take the last change back: everyone sits where they sat. None when it is not the last any more."""
    meeting = Meeting.objects.locked(meeting.pk)
    composition = Composition.objects.filter(meeting=meeting).first()
    if composition is None:
        return None
    composition.meeting = meeting
    change = last_change(meeting)
    if change is None or change.pk != number:
        return None
    _bring_back(composition, change, by, at)
    change.undone_at, change.undone_by = at, by
    change.save(update_fields=["undone_at", "undone_by"])
    composition.state, composition.too_much = Composition.State.READY, {}
    composition.version += 1
    composition.save()
    record("tables.undone", subject=meeting, at=at, person=by.pk)
    return change


def _bring_back(composition: Composition, change: Change, by: Member, at: datetime) -> None:
    before = change.before
    here = set(composition.meeting.arrivals.values_list("pk", flat=True))
    left = Departure.objects.filter(arrival__meeting=composition.meeting)
    back = left.exclude(arrival__in=before["departed"]).select_related("arrival")
    come_back(arrivals=[one.arrival for one in back], by=by, at=at)
    back.delete()
    composition.present, composition.wanted = before["present"], before["wanted"]
    composition.rounds.exclude(number__in=[one["number"] for one in before["rounds"]]).delete()
    for one in before["rounds"]:
        seated = {name: [pk for pk in pks if pk in here] for name, pks in one["tables"].items()}
        turn = write_round(composition, one["number"], seated, one["mixes"])
        _bring_back_time(turn, one)
    now = {int(pk): name for pk, name in before["now"].items() if int(pk) in here}
    sit(composition, now, by, at)


def _bring_back_time(turn: Round, one: dict[str, Any]) -> None:
    turn.shown_at, turn.begins_at = _moment(one["shown_at"]), _moment(one["begins_at"])
    turn.save(update_fields=["shown_at", "begins_at"])


def _state_of(composition: Composition) -> dict[str, Any]:
    """Numbers of arrivals at each table of each round; nothing else of anybody."""
    rounds = []
    for turn in composition.rounds.prefetch_related("tables").order_by("number"):
        tables = seated_in(turn)
        mixes = {table.name: table.mix for table in turn.tables.all()}
        known = {"shown_at": _text(turn.shown_at), "begins_at": _text(turn.begins_at)}
        rounds.append({"number": turn.number, "tables": tables, "mixes": mixes, **known})
    departed = Departure.objects.filter(arrival__meeting=composition.meeting).values_list(
        "arrival", flat=True
    )
    return {
        "present": composition.present,
        "wanted": composition.wanted,
        "rounds": rounds,
        "departed": list(departed),
        "now": {str(pk): name for pk, name in composition.meeting.arrivals.values_list("pk", "table")},
    }


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _moment(text: str) -> datetime | None:
    return parse_datetime(text) if text else None
