"""One call, one tap: told, a message left, no answer, call again, a wrong number. And back again."""

from datetime import datetime, timedelta

from django.db import transaction

from parvis.courier import calling
from parvis.courier.models import Attempt, Channel, Dispatch
from parvis.courier.undelivered import find_another_way, key_instead

Outcome, State = Attempt.Outcome, Dispatch.State
CAN_BE_UNDONE = timedelta(minutes=1)
WRONG_NUMBER = "wrong number"  # the remark of such a failure


@transaction.atomic
def note_try(
    call: Dispatch,
    outcome: str,
    *,
    by: int,
    at: datetime,
    again_at: datetime | None = None,
    remark: str = "",
    is_final: bool = False,
) -> Attempt | None:
    """Write what came of this call; None when it no longer waits, and nothing changes.

    again_at: when the call comes back (all but told and wrong number). is_final: an act was done with it.
    """
    row = Dispatch.objects.select_for_update().get(pk=call.pk)
    if row.state != State.WAITING or row.channel != Channel.TELEPHONE:
        return None
    attempt = Attempt(dispatch=row, by=by, at=at, outcome=outcome, is_final=is_final)
    attempt.was_due_at, attempt.was_promised_at = row.not_before_at, row.call_again_at
    attempt.save()
    if outcome == Outcome.TOLD:
        calling.told(row, by, at, remark)
    elif outcome == Outcome.WRONG:
        _fail(row, by, at)
    else:
        calling.not_reached(row, by, at, again_at or at, is_promised=outcome == Outcome.LATER)
    return attempt


@transaction.atomic
def undo(attempt: Attempt, *, at: datetime) -> bool:
    """It was a slip of the finger: the call waits as before, held by the same hand; False when too late."""
    row = Dispatch.objects.select_for_update().get(pk=attempt.dispatch_id)
    last = Attempt.objects.filter(dispatch=row).order_by("-pk").first()
    is_late = attempt.at <= at - CAN_BE_UNDONE or attempt.is_final
    if is_late or last != attempt or not _take_other_way_back(row):
        return False
    row.state, row.ended_at, row.ended_by, row.remark = State.WAITING, None, None, ""
    row.not_before_at, row.call_again_at = attempt.was_due_at, attempt.was_promised_at
    row.attempts = max(0, row.attempts - 1)
    row.save()
    attempt.delete()
    if attempt.by is not None:
        calling.take([row], attempt.by, at)
    return True


def _fail(row: Dispatch, by: int, at: datetime) -> None:
    """This number is not theirs: whoever knows the person looks for another way."""
    row.state, row.ended_at, row.ended_by, row.remark = State.FAILED, at, by, WRONG_NUMBER
    row.attempts += 1
    row.claimed_by, row.claimed_until_at = None, None
    row.save()
    find_another_way(row, at)


def _take_other_way_back(row: Dispatch) -> bool:
    """Give up what was written instead of a wrong number, unless it has left already."""
    if row.state != State.FAILED:
        return True
    instead = Dispatch.objects.filter(once_key=key_instead(row))
    instead.filter(state=State.WAITING, attempts=0).delete()
    return not instead.exists()
