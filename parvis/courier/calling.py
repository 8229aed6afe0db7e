"""Calls to make and letters to post: dispatches that wait for a person."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from parvis.courier.models import Channel, Dispatch
from parvis.courier.models.dispatch import DispatchQuerySet
from parvis.courier.purposes import UnknownPurpose, purpose
from parvis.courier.stopping import is_stopped

State = Dispatch.State


def calls_due(now: datetime) -> DispatchQuerySet:
    """The calls somebody should make now, the oldest first."""
    return Dispatch.objects.waiting(Channel.TELEPHONE).due(now)


def letters_due(now: datetime) -> DispatchQuerySet:
    """The letters to print and post now, the oldest first."""
    return Dispatch.objects.waiting(Channel.LETTER).due(now)


@transaction.atomic
def told(dispatch: Dispatch, by: int, at: datetime, remark: str = "") -> bool:
    """The person was told (or the letter posted) by this member; False when it was done already."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if row.state != State.WAITING:
        return False
    row.state, row.ended_at, row.ended_by, row.remark = State.SENT, at, by, remark[:300]
    row.attempts += 1
    row.save(update_fields=["state", "ended_at", "ended_by", "remark", "attempts"])
    return True


@transaction.atomic
def not_reached(dispatch: Dispatch, by: int, at: datetime, call_again_at: datetime) -> bool:
    """Nobody answered: the call comes back at that hour; False when it is no longer waiting."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if row.state != State.WAITING:
        return False
    row.attempts += 1
    row.ended_by, row.not_before_at = by, max(call_again_at, at)
    row.save(update_fields=["attempts", "ended_by", "not_before_at"])
    return True


@transaction.atomic
def take_back(dispatch: Dispatch, at: datetime) -> bool:
    """« Told » was a slip of the finger: the call waits again."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if row.state != State.SENT or row.channel not in (Channel.TELEPHONE, Channel.LETTER):
        return False
    row.state, row.ended_at, row.ended_by = State.WAITING, None, None
    row.save(update_fields=["state", "ended_at", "ended_by"])
    return True


def drop_unwanted(now: datetime) -> int:
    """Take off the list the calls and letters nobody needs any more; how many."""
    gone = [
        row.pk
        for row in Dispatch.objects.waiting(Channel.TELEPHONE, Channel.LETTER).due(now)
        if not _is_wanted(row, now)
    ]
    waiting = Dispatch.objects.filter(pk__in=gone, state=State.WAITING)
    return waiting.update(state=State.DROPPED, ended_at=now)


def _is_wanted(row: Dispatch, now: datetime) -> bool:
    try:
        return not is_stopped(row, now) and purpose(row.purpose).still_wanted(row, now)
    except UnknownPurpose:
        return False


@dataclass(frozen=True)
class Told:
    """« 7 sur 9 prévenus »: how many of those concerned were told, by whatever channel."""

    told: int
    concerned: int


def how_many_told(subject: models.Model, purpose: str) -> Told:
    """Count persons, not dispatches: a failed mail and the call that replaced it are one person."""
    rows = Dispatch.objects.about(subject).filter(purpose=purpose).exclude(state=State.DROPPED)
    states: dict[tuple[int | None, str], bool] = {}
    for person, address, state in rows.values_list("person", "address", "state"):
        who = (person, "" if person is not None else address)
        states[who] = states.get(who, False) or state == State.SENT
    return Told(sum(states.values()), len(states))
