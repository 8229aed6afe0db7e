"""Going on alone; and somebody who is not of our company."""

from datetime import datetime

from django.db import transaction

from parvis.covisits import choosing, codes
from parvis.covisits.models import CoVisit, Visitor
from parvis.covisits.news import changed
from parvis.covisits.visiting import close, hold_for, stir
from parvis.members.models import Member


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
def leave_here(*, visitor: Visitor, at: datetime) -> None:
    """They sign out of one browser: its pass opens nothing any more; without another one, they go."""
    held = CoVisit.objects.locked(visitor.co_visit_id)
    row = held.visitors.here().filter(pk=visitor.pk).first()
    if row is None or not row.holds(visitor.device):
        return
    row.devices = [one for one in row.devices if one != visitor.device]
    if not row.devices:
        leave(visitor=row, at=at)
        return
    row.save(update_fields=["devices"])
    changed(held)


@transaction.atomic
def leave_all(*, member: Member, at: datetime, but: Visitor | None = None) -> None:
    """They sign out everywhere: their passes open nothing any more. but: this browser’s stays."""
    theirs = Visitor.objects.here().filter(member=member, co_visit__in=CoVisit.objects.live(at))
    pks = sorted(set(theirs.values_list("co_visit", flat=True)))
    held_of = {pk: CoVisit.objects.locked(pk) for pk in pks}  # all, and in one order, before any meeting
    for row in list(theirs.filter(co_visit__in=pks)):
        held = held_of[row.co_visit_id]
        if but is None or but.pk != row.pk:
            leave(visitor=row, at=at)
        elif row.holds(but.device) and but.device:
            Visitor.objects.filter(pk=row.pk).update(devices=[but.device])
            changed(held)


@transaction.atomic
def show_out(*, visitor: Visitor, other: int, at: datetime) -> None:
    """Somebody (other: their id, for numbers pass on to who comes next) who is not of our company goes, and
    the digits they came by open nothing any more."""
    held = hold_for(visitor, at)
    if other != visitor.pk and _gone(held, other, at):
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
