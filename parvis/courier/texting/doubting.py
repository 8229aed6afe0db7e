"""A text message in doubt: somebody asked the person, and says what becomes of it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from parvis.courier.ending import fail
from parvis.courier.models import Channel, Dispatch
from parvis.courier.models.dispatch import DispatchQuerySet
from parvis.courier.together import set_free
from parvis.kit import waking

State = Dispatch.State


def in_doubt() -> DispatchQuerySet:
    """Those a person must decide about, the oldest first; what went along is decided with it."""
    rows = Dispatch.objects.filter(state=State.DOUBT, channel=Channel.SMS, goes_with=None)
    return rows.order_by("ended_at", "pk")


def how_many_in_doubt() -> int:
    """For the desk: how many a person must decide about."""
    return in_doubt().count()


@transaction.atomic
def was_received(dispatch: Dispatch, by: int, at: datetime) -> bool:
    """The person has it; False when somebody decided meanwhile."""
    if not _held(dispatch):
        return False
    whole = Dispatch.objects.filter(Q(pk=dispatch.pk) | Q(goes_with=dispatch), state=State.DOUBT)
    return bool(whole.update(state=State.SENT, ended_at=at, ended_by=by))


@transaction.atomic
def send_again(dispatch: Dispatch, by: int, at: datetime) -> bool:
    """The person has nothing: it leaves once more; False when somebody decided meanwhile."""
    if not _held(dispatch):
        return False
    whole = Dispatch.objects.filter(Q(pk=dispatch.pk) | Q(goes_with=dispatch), state=State.DOUBT)
    waking.soon()
    return bool(
        whole.update(state=State.WAITING, not_before_at=at, ended_at=None, ended_by=by, claimed_until_at=None)
    )


@transaction.atomic
def call_instead(dispatch: Dispatch, by: int, at: datetime) -> bool:
    """Somebody calls, each of those it was for; False when somebody decided meanwhile."""
    if not _held(dispatch):
        return False
    companions = list(dispatch.companions.filter(state=State.DOUBT))
    set_free([dispatch.pk], at)
    for row in [dispatch, *companions]:
        Dispatch.objects.filter(pk=row.pk).update(ended_by=by)
        fail(row, "in doubt: somebody calls", at)
    return True


def _held(dispatch: Dispatch) -> bool:
    return Dispatch.objects.select_for_update().filter(pk=dispatch.pk, state=State.DOUBT).exists()
