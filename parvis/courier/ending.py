"""How a dispatch ends: sent, failed, dropped; or put back, to be tried again later."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from parvis.courier import together
from parvis.courier.models import Dispatch
from parvis.courier.undelivered import find_another_way

State = Dispatch.State
WAITS = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440)]  # then it has failed
LONGEST_WAIT = WAITS[-1] + timedelta(days=3)  # and a week-end


def end(dispatch: Dispatch, state: str, remark: str, now: datetime) -> None:
    """Mark a dispatch as sent, failed or dropped; once sent, those that went with it too."""
    values = {"state": state, "remark": remark[:300], "ended_at": now, "claimed_until_at": None}
    with transaction.atomic():
        Dispatch.objects.filter(pk=dispatch.pk).update(**values)
        if state == State.SENT:
            together.end_companions(dispatch, **values)
        else:
            together.set_free([dispatch.pk], now)


def try_later(dispatch: Dispatch, reason: str, now: datetime) -> None:
    """Put it back with a longer wait each time; after two days and more it has failed."""
    if dispatch.attempts > len(WAITS):
        fail(dispatch, reason, now)
        return
    Dispatch.objects.filter(pk=dispatch.pk).update(
        not_before_at=now + WAITS[dispatch.attempts - 1], claimed_until_at=None, remark=reason[:300]
    )


@transaction.atomic
def fail(dispatch: Dispatch, reason: str, now: datetime) -> None:
    """Give up on this address and let another way be found (a call)."""
    end(dispatch, State.FAILED, reason, now)
    dispatch.refresh_from_db()
    find_another_way(dispatch, now)


def give_back(claimed: Iterable[Dispatch]) -> None:
    """Let go of mail that was not tried."""
    Dispatch.objects.filter(pk__in=[row.pk for row in claimed], state=State.WAITING).update(
        claimed_until_at=None, attempts=F("attempts") - 1
    )
