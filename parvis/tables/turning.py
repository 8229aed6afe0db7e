"""Rounds follow one another: the next one, its time that begins to run, its question."""

from datetime import datetime

from django.db import transaction

from parvis.meetings.models import Meeting
from parvis.members.models import Member
from parvis.tables.changes import note
from parvis.tables.composing import MOST_ROUNDS, ask, no_tables
from parvis.tables.models import Change, Composition, Round, Seat
from parvis.tables.writing import keep_present, show

LONGEST = 240  # minutes


@transaction.atomic
def next_round(*, meeting: Meeting, by: Member, at: datetime, version: int) -> Composition:
    """People sit in the next round, as it was composed when all who are here have a seat in it; else it is
    composed first. Once: whoever saw another version changes nothing. Raises NoTables."""
    meeting = Meeting.objects.locked(meeting.pk)
    composition = Composition.objects.filter(meeting=meeting, present__gt=0).first()
    if composition is None:
        raise no_tables(meeting)
    composition.meeting = meeting
    is_busy = composition.state == Composition.State.WAITING and composition.since <= composition.present
    if composition.version != version or is_busy or composition.present >= MOST_ROUNDS:
        return composition
    number = composition.present + 1
    if composition.state == Composition.State.WAITING or not _is_ready(composition, number):
        composition.state = Composition.State.READY
        composition.save(update_fields=["state"])
        return ask(meeting=meeting, by=by, at=at, version=version, since=number, shows=True)
    keep_present(composition)
    note(composition, Change.Kind.NEXT, by=by, at=at, round_number=number)
    show(composition, number, by, at)
    composition.version += 1
    composition.save()
    return composition


@transaction.atomic
def begin(*, meeting: Meeting, number: int, by: Member, at: datetime) -> None:
    """The time of the present round begins to run: it is lived from now on. Begun already: nothing."""
    composition, turn = _present(meeting, number)
    if composition is None or turn is None or turn.begins_at is not None:
        return
    note(composition, Change.Kind.BEGAN, by=by, at=at, round_number=number)
    turn.begins_at = at
    turn.save(update_fields=["begins_at"])
    composition.version += 1
    composition.save(update_fields=["version"])


@transaction.atomic
def set_round(
    *, meeting: Meeting, number: int, question: str, minutes: int | None, by: Member, at: datetime
) -> None:
    """What is talked about in a round, and how long it lasts; it may change while it runs."""
    meeting = Meeting.objects.locked(meeting.pk)
    turn = Round.objects.select_related("composition").filter(
        composition__meeting=meeting, number=number
    ).first()  # fmt: skip
    if turn is None or (turn.question, turn.minutes) == (question, minutes):
        return
    turn.composition.meeting = meeting
    note(turn.composition, Change.Kind.ASKED, by=by, at=at, round_number=number)
    turn.question, turn.minutes = question, minutes
    turn.save(update_fields=["question", "minutes"])
    turn.composition.version += 1
    turn.composition.save(update_fields=["version"])


def _present(meeting: Meeting, number: int) -> tuple[Composition | None, Round | None]:
    meeting = Meeting.objects.locked(meeting.pk)
    composition = Composition.objects.filter(meeting=meeting, present=number).first()
    if composition is None:
        return None, None
    composition.meeting = meeting
    keep_present(composition)
    return composition, composition.rounds.filter(number=number).first()


def _is_ready(composition: Composition, number: int) -> bool:
    """Is everyone who is here seated in this round, and nobody else?"""
    here = composition.meeting.arrivals.filter(departure=None).values_list("pk", flat=True)
    seated = Seat.objects.filter(round__composition=composition, round__number=number)
    return set(here) == set(seated.values_list("arrival_id", flat=True))
