"""Calls to make and letters to post: dispatches that wait for a person. Who makes which call, until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Q

from parvis.courier.models import Channel, Dispatch
from parvis.courier.models.dispatch import DispatchQuerySet
from parvis.courier.purposes import UnknownPurpose, purpose
from parvis.courier.stopping import is_stopped
from parvis.kit.locking import hold

State = Dispatch.State
STAYS_TAKEN = timedelta(minutes=30)  # renewed by each tap; then the call is anybody's again
ON_PAPER = timedelta(hours=3)  # a sheet was printed: its calls are made away from the screen


def calls_due(now: datetime) -> DispatchQuerySet:
    """The calls somebody should make now, the oldest first."""
    return Dispatch.objects.waiting(Channel.TELEPHONE).due(now)


def letters_due(now: datetime) -> DispatchQuerySet:
    """The letters to print and post now, the oldest first."""
    return Dispatch.objects.waiting(Channel.LETTER).due(now)


def number_of(row: Dispatch) -> str:
    """What rings when this call is made; calls to one number are one call. Empty: no number is known."""
    return row.address if row.address.startswith("+") else ""


@transaction.atomic
def take(
    dispatches: Iterable[Dispatch], by: int, at: datetime, *, until_at: datetime | None = None
) -> list[Dispatch]:
    """`by` makes these calls, until half an hour after their last tap. Gives back those they hold now.

    A number somebody else is calling is left out, whatever it is called for.
    """
    wanted = {row.pk: row for row in dispatches}
    numbers = {number_of(row) for row in wanted.values()} - {""}
    related = Dispatch.objects.waiting(Channel.TELEPHONE).filter(Q(pk__in=wanted) | Q(address__in=numbers))
    hold(related.order_by("pk"))
    rows = list(related.order_by("pk"))
    busy = {number_of(row) or row.pk for row in rows if is_held(row, at) and row.claimed_by != by}
    mine = [row for row in rows if row.pk in wanted and (number_of(row) or row.pk) not in busy]
    for row in mine:
        row.claimed_by, row.claimed_until_at = by, until_at or at + STAYS_TAKEN
    Dispatch.objects.bulk_update(mine, ["claimed_by", "claimed_until_at"], batch_size=200)
    return mine


def is_held(row: Dispatch, at: datetime) -> bool:
    """Whether somebody is making this call at this moment."""
    return row.claimed_by is not None and row.claimed_until_at is not None and row.claimed_until_at > at


def give_back(by: int, at: datetime, dispatches: Iterable[int] | None = None) -> int:
    """What `by` took (or these of it) is anybody's again; how many dispatches."""
    mine = Dispatch.objects.waiting(Channel.TELEPHONE).taken_by(by, at)
    if dispatches is not None:
        mine = mine.filter(pk__in=list(dispatches))
    return mine.update(claimed_by=None, claimed_until_at=None)


def renew(by: int, at: datetime) -> None:
    """Each tap keeps the other calls of the round for half an hour more."""
    until = at + STAYS_TAKEN
    mine = Dispatch.objects.waiting(Channel.TELEPHONE).taken_by(by, at)
    mine.filter(claimed_until_at__lt=until).update(claimed_until_at=until)


@transaction.atomic
def told(dispatch: Dispatch, by: int, at: datetime, remark: str = "") -> bool:
    """The person was told (or the letter posted) by this member; False when it was done already."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if row.state != State.WAITING:
        return False
    row.state, row.ended_at, row.ended_by, row.remark = State.SENT, at, by, remark[:300]
    row.attempts += 1
    row.claimed_by, row.claimed_until_at = None, None
    row.save(
        update_fields=[
            "state", "ended_at", "ended_by", "remark", "attempts", "claimed_by", "claimed_until_at",
        ]
    )  # fmt: skip
    return True


@transaction.atomic
def not_reached(
    dispatch: Dispatch, by: int, at: datetime, call_again_at: datetime, *, is_promised: bool = False
) -> bool:
    """Nobody answered: the call comes back at that hour; False when it is no longer waiting.

    is_promised: the person was told that hour, the call stands at it in the order of urgency.
    """
    row = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if row.state != State.WAITING:
        return False
    row.attempts += 1
    row.ended_by, row.not_before_at = by, max(call_again_at, at)
    row.call_again_at = row.not_before_at if is_promised else None
    row.claimed_by, row.claimed_until_at = None, None
    row.save(
        update_fields=[
            "attempts", "ended_by", "not_before_at", "call_again_at", "claimed_by", "claimed_until_at",
        ]
    )  # fmt: skip
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


def needed_by(rows: DispatchQuerySet, hour: datetime) -> int:
    """What waits among these must be known by another hour than the one it was written with; how many."""
    return rows.filter(state=State.WAITING).update(needed_by_at=hour)


def drop_unwanted(now: datetime) -> int:
    """Take off the list the calls and letters nobody needs any more; how many."""
    gone = [
        row.pk
        for row in Dispatch.objects.waiting(Channel.TELEPHONE, Channel.LETTER).due(now)
        if not _is_wanted(row, now)
    ]
    waiting = Dispatch.objects.filter(pk__in=gone, state=State.WAITING)
    with transaction.atomic():
        hold(waiting.order_by("pk"))
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
