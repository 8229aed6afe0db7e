"""Going on alone; and somebody who is not of our company."""

from datetime import datetime

from django.db import transaction

from parvis.covisits import choosing, codes
from parvis.covisits.models import CoVisit, Visitor
from parvis.covisits.visiting import close, hold_for, stir


@transaction.atomic
def leave(*, visitor: Visitor, at: datetime) -> None:
    """They go on alone. Left already: nothing happens. The last to leave closes the visit."""
    held = CoVisit.objects.locked(visitor.co_visit_id)
    if _gone(held, visitor.pk, at):
        if held.visitors.here().exists():
            choosing.go_on(held, at)
        else:
            close(held, at)
        stir(held, at)


@transaction.atomic
def show_out(*, visitor: Visitor, number: int, at: datetime) -> None:
    """Somebody who is not of our company goes, and the digits they came by open nothing any more."""
    held = hold_for(visitor, at)
    other = held.visitors.here().filter(number=number).exclude(pk=visitor.pk).first()
    if other is not None and _gone(held, other.pk, at):
        held.code_number += 1
        codes.give_code(held, at)
        choosing.go_on(held, at)
        stir(held, at)


def _gone(held: CoVisit, visitor: int, at: datetime) -> bool:
    """Whether they were here; what they said of an open choice is no longer counted."""
    was_here = held.visitors.here().filter(pk=visitor).update(left_at=at)
    if was_here:
        choosing.take_back(held, visitor)
    return bool(was_here)
