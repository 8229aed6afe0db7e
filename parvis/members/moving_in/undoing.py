"""Take a whole list back within thirty days: whoever has acted since stays, and we say so."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.community.models import Circle
from parvis.kit.refusals import Refusal
from parvis.members.models import ContactPoint, Import, ImportLine, Member, Membership
from parvis.members.moving_in import limits
from parvis.members.moving_in.traces import have_acted

BATCH = 300
State = ImportLine.State


class TooLateToUndo(Refusal):
    """Thirty days have passed, or the list did not move in."""


def undone_until(brought: Import) -> datetime | None:
    """The last moment a list can be taken back; None when it has not moved in."""
    if brought.ended_at is None:
        return None
    return brought.ended_at + timedelta(days=limits.KEPT_FOR_DAYS)


@transaction.atomic
def undo(*, brought: Import, by: Member | None, at: datetime) -> Import:
    """Begin to take a list back. TooLateToUndo after thirty days; asking twice changes nothing."""
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    if brought.state in (Import.State.UNDOING, Import.State.UNDONE):
        return brought
    until = undone_until(brought)
    if brought.state != Import.State.DONE or until is None or at > until:
        raise TooLateToUndo(_("This list can no longer be taken back. Thirty days have passed."))
    brought.go(Import.State.UNDOING)
    brought.save(update_fields=["state"])
    record("members.moving_in_undone", subject=brought, at=at, person=by.pk if by else None)
    return brought


@transaction.atomic
def undo_some(pk: int, at: datetime) -> bool:
    """Take one batch back. False when there was nothing to do."""
    brought = Import.objects.select_for_update().filter(pk=pk, state=Import.State.UNDOING).first()
    if brought is None or brought.ended_at is None:
        return False
    lines = _next(brought, State.LINKED) or _next(brought, State.CREATED)
    _take_back_additions([line for line in lines if line.state == State.LINKED])
    _take_back_members(brought, [line for line in lines if line.state == State.CREATED])
    ImportLine.objects.bulk_update(lines, ["state", "added"])
    if not lines:
        _finish(brought, at)
    return True


def _next(brought: Import, state: str) -> list[ImportLine]:
    return list(brought.lines.filter(state=state).order_by("number", "part")[:BATCH])


def _take_back_additions(lines: list[ImportLine]) -> None:
    """What was added to people who were here goes, unless they proved it since."""
    points = [pk for line in lines for pk in line.added.get("points", [])]
    circles = [pk for line in lines for pk in line.added.get("circles", [])]
    ContactPoint.objects.filter(pk__in=points, verified_at=None).delete()
    Membership.objects.filter(pk__in=circles).delete()
    for line in lines:
        line.state, line.added = State.UNDONE, {}


def _take_back_members(brought: Import, lines: list[ImportLine]) -> None:
    members = [line.member_id for line in lines if line.member_id is not None]
    assert brought.ended_at is not None
    acted = have_acted(members, until=brought.ended_at, batch=brought.pk)
    Member.objects.filter(pk__in=set(members) - acted).delete()
    for line in lines:
        line.state = State.KEPT if line.member_id in acted else State.UNDONE


def _finish(brought: Import, at: datetime) -> None:
    """Circles the list had brought go too, when nobody is left in them."""
    Circle.objects.filter(pk__in=brought.made_circles, memberships=None).delete()
    brought.go(Import.State.UNDONE)
    brought.undone_at = at
    brought.save(update_fields=["state", "undone_at"])
