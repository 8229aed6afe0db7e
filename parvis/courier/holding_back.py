"""Hold the outbox back: a place given back from an archive must not say again what was said already.

Answers to what a person does now (a sign-in code, « c’est noté ») still leave; all the rest waits for
somebody who knows: let it go, or drop it.
"""

from datetime import datetime

from django.db import transaction

from parvis.courier.models import Dispatch, Hold
from parvis.courier.purposes import purpose as known_purpose
from parvis.kit import freshness, waking

State = Dispatch.State
_TABLES = frozenset({"courier_hold"})


@transaction.atomic
def hold_back(*, reason: str, at: datetime) -> Hold:
    """Everything that waits is held from now on, answers too (they are old); so is what is written later."""
    held = Hold.objects.filter(ended_at=None).first() or Hold.objects.create(reason=reason[:300], began_at=at)
    Dispatch.objects.filter(state=State.WAITING).update(state=State.HELD, claimed_until_at=None)
    return held


def live_hold() -> Hold | None:
    """The hold in force, if any (remembered while the table does not change)."""
    return freshness.cached("courier.hold", _look, tables=_TABLES)


def _look() -> Hold | None:
    return Hold.objects.filter(ended_at=None).first()


def state_of(purpose: str) -> str:
    """The state in which words of this purpose begin: waiting, unless a hold keeps them. UnknownPurpose."""
    if known_purpose(purpose).is_answer or live_hold() is None:
        return State.WAITING
    return State.HELD


def how_many_held() -> int:
    """Words that wait for somebody's decision."""
    return Dispatch.objects.filter(state=State.HELD).count()


def let_go(*, at: datetime) -> int:
    """End the hold: what is held waits its turn again, and is asked whether it is still wanted; how many."""
    return _end(at=at, were_let_go=True)


def drop_held(*, at: datetime) -> int:
    """End the hold: what is held is never sent; how many."""
    return _end(at=at, were_let_go=False)


@transaction.atomic
def _end(*, at: datetime, were_let_go: bool) -> int:
    Hold.objects.filter(ended_at=None).update(ended_at=at, were_let_go=were_let_go)
    held = Dispatch.objects.filter(state=State.HELD)
    waking.soon()
    if were_let_go:
        return held.update(state=State.WAITING)
    return held.update(state=State.DROPPED, ended_at=at, remark="held back, then dropped")
