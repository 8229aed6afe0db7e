"""Carry text messages by the gateway. A telephone cannot tell a second copy: none is ever sent by itself.

Each is written down as *leaving*, and that is committed, before the gateway hears of it. Taken: sent. Surely
not taken: tried again later, or another way is found. Anything else, and whoever is killed meanwhile, leaves
it in doubt: a person asks, and decides.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from django.db import transaction
from django.db.models import Q

from parvis.courier import together
from parvis.courier.delivering import BATCH, claim
from parvis.courier.ending import WAITS, end, fail, give_back
from parvis.courier.looking_again import is_ready
from parvis.courier.models import Channel, Dispatch
from parvis.courier.models.dispatch import DispatchQuerySet
from parvis.courier.texting import ceiling
from parvis.courier.texting.alphabet import parts_of
from parvis.courier.texting.gateway import Doubtful, Gateway, NotTaken, Refused, gateway, is_set
from parvis.courier.texting.wording import holds, text_of
from parvis.kit import waking

State = Dispatch.State
LEAVES_FOR = timedelta(minutes=3)  # longer than the most patient request
PATIENCE = 120.0  # seconds
TOO_LATE = timedelta(hours=12)  # a gateway away for longer: somebody calls
logger = logging.getLogger(__name__)


def deliver_texts(now: datetime) -> int:
    """Send the text messages whose hour has come; how many left. Several workers may call it at once."""
    doubt_those_left(now)
    waiting = Dispatch.objects.waiting(Channel.SMS).unclaimed(now).due(now)
    if not waiting.exists():
        return 0
    if not is_set():
        return _call_instead(waiting, "no gateway is set", now)
    if ceiling.rests(now):
        return _call_instead(waiting.filter(not_before_at__lte=now - TOO_LATE), "the gateway is away", now)
    started, sent = monotonic(), 0
    with gateway() as way:
        while claimed := claim(now, Channel.SMS):
            for index, dispatch in enumerate(claimed):
                is_well, has_left = carry(dispatch, way, now)
                sent += has_left
                if not is_well or monotonic() - started > PATIENCE or waking.is_stopping():
                    give_back(claimed[index + 1 :])
                    return sent
    return sent


def doubt_those_left(now: datetime) -> int:
    """What was leaving when its worker was killed is in doubt; how many."""
    left = Dispatch.objects.filter(state=State.LEAVING, claimed_until_at__lte=now)
    return left.update(state=State.DOUBT, claimed_until_at=None, remark="killed", ended_at=now)


def carry(dispatch: Dispatch, way: Gateway, now: datetime) -> tuple[bool, bool]:
    """Send one claimed message: whether the gateway is well, and whether the message left."""
    dispatch.refresh_from_db()
    if not is_ready(dispatch, now, partial(holds, dispatch)):
        return True, False
    text = text_of(dispatch, together.companions_of(dispatch))
    parts = parts_of(text)
    if not mark_leaving(dispatch, parts, now):
        return True, False
    try:
        way.send(to=dispatch.address, text=text, key=f"{dispatch.message_id.strip('<>')}-{dispatch.attempts}")
    except Refused as refusal:
        not_taken(dispatch, parts, now)
        fail(dispatch, str(refusal), now)
        return True, False
    except NotTaken as reason:
        not_taken(dispatch, parts, now)
        _try_later(dispatch, str(reason), now)
        ceiling.had_trouble(now)
        return False, False
    except Exception as error:  # Doubtful, and whatever nobody foresaw
        if not isinstance(error, Doubtful):
            logger.exception("text message %s ended nobody knows how", dispatch.pk)
        doubt(dispatch, str(error) if isinstance(error, Doubtful) else type(error).__name__, now)
        ceiling.had_trouble(now)
        return False, False
    end(dispatch, State.SENT, "", now)
    ceiling.went_well()
    return True, True


@transaction.atomic
def mark_leaving(dispatch: Dispatch, parts: int, now: datetime) -> bool:
    """Write down, before the gateway hears of it, that it leaves. False beyond the ceiling: a call."""
    if not ceiling.spend(parts, now):
        fail(dispatch, "the ceiling of the month is reached", now)
        return False
    whole = Dispatch.objects.filter(Q(pk=dispatch.pk) | Q(goes_with=dispatch), state=State.WAITING)
    if whole.update(state=State.LEAVING, claimed_until_at=now + LEAVES_FOR, ended_at=now):
        return True
    ceiling.give_back(parts, now)  # somebody dropped it at this very moment
    return False


@transaction.atomic
def not_taken(dispatch: Dispatch, parts: int, now: datetime) -> None:
    """Surely not taken: it waits again, and costs nothing."""
    ceiling.give_back(parts, now)
    whole = Dispatch.objects.filter(Q(pk=dispatch.pk) | Q(goes_with=dispatch), state=State.LEAVING)
    whole.update(state=State.WAITING, claimed_until_at=None, ended_at=None)


def doubt(dispatch: Dispatch, reason: str, now: datetime) -> None:
    """Nobody knows: a person decides."""
    whole = Dispatch.objects.filter(Q(pk=dispatch.pk) | Q(goes_with=dispatch), state=State.LEAVING)
    whole.update(state=State.DOUBT, claimed_until_at=None, ended_at=now, remark=reason[:300])


def _try_later(dispatch: Dispatch, reason: str, now: datetime) -> None:
    dispatch.refresh_from_db()
    if dispatch.attempts > len(WAITS) // 2:
        fail(dispatch, reason, now)
        return
    Dispatch.objects.filter(pk=dispatch.pk).update(
        not_before_at=now + WAITS[dispatch.attempts - 1], claimed_until_at=None, remark=reason[:300]
    )


def _call_instead(rows: DispatchQuerySet, reason: str, now: datetime) -> int:
    """Nothing can leave: another way is found for each. Nobody left, so none is counted."""
    for row in rows[:BATCH]:
        fail(row, reason, now)
    return 0
