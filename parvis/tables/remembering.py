"""What was lived at the tables goes into the chronicle: who sat with whom in each round, as corrected."""

from datetime import datetime, timedelta

from django.db import transaction

from parvis.chronicle.encounters import AtTable, sit
from parvis.meetings.models import Arrival, Meeting
from parvis.tables.models import Composition, Departure, Round
from parvis.tables.writing import keep_present, seated_in

_ROUND = 1000  # the third table of round two is number 2003
LONG_ENOUGH = timedelta(minutes=5)  # of a round in which somebody left


@transaction.atomic
def remember(meeting_pk: int) -> None:
    """Write the tables of a closed meeting again; none when it did not happen or is not closed."""
    if not Meeting.objects.filter(pk=meeting_pk).exists():
        return
    meeting = Meeting.objects.locked(meeting_pk)
    composition = Composition.objects.filter(meeting=meeting).first()
    closing = getattr(meeting, "closing", None)
    if composition is None or closing is None:
        return
    composition.meeting = meeting
    keep_present(composition)
    sit(gathering=meeting, tables=_lived(composition) if closing.happened else [])


def _lived(composition: Composition) -> list[AtTable]:
    """Every table of every round people sat in."""
    meeting = composition.meeting
    rounds = list(composition.rounds.exclude(shown_at=None).order_by("number"))
    ends = [*[turn.shown_at for turn in rounds[1:]], meeting.ends_at]
    people = {one.pk: one for one in meeting.arrivals.select_related("departure")}
    found = []
    for turn, end in zip(rounds, ends, strict=True):
        began = max(turn.shown_at or meeting.begins_at, meeting.begins_at)
        minutes = max(1, round(((end or meeting.ends_at) - began).total_seconds() / 60))
        tables = _with_those_who_left(turn, people)
        found += [
            _at_table(
                turn.number * _ROUND + place, began, minutes, [people[pk] for pk in pks if pk in people]
            )
            for place, pks in enumerate(tables, 1)
        ]
    return [table for table in found if table.people > 1]


def _with_those_who_left(turn: Round, people: dict[int, Arrival]) -> list[list[int]]:
    """The seats of a round, and those who sat there a while before they left."""
    seated = seated_in(turn)
    for one in people.values():
        left: Departure | None = getattr(one, "departure", None)
        if left and left.table and left.round_number == turn.number and _stayed(turn, left.at):
            table = seated.setdefault(left.table, [])
            table += [] if one.pk in table else [one.pk]
    return list(seated.values())


def _stayed(turn: Round, left_at: datetime) -> bool:
    return turn.shown_at is not None and left_at - turn.shown_at >= LONG_ENOUGH


def _at_table(table: int, began_at: datetime, minutes: int, there: list[Arrival]) -> AtTable:
    named = [one.member_id for one in there if one.member_id]
    return AtTable(table, began_at, minutes, named, sum(one.people for one in there))
