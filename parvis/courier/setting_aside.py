"""Whether a message may be acted on at all: our own words come back, a machine's, a forger's, a flood.

What is set aside waits, whole, for a person who says « it is really them » or throws it away.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from parvis.courier.models import Dispatch, Received
from parvis.courier.readers import give_to_reader
from parvis.courier.reading_mail import Mail
from parvis.courier.silencing import digest_of

MOST_AN_HOUR = 20  # messages of one address that are acted on
MOST_ASIDE = 200  # those that wait for a look; more are left
_HOUR = timedelta(hours=1)
_State, _Why = Received.State, Received.Why


def origin_of(sender: str) -> str:
    """What stands for the sender of a message, without naming them; empty for nobody."""
    return digest_of(sender)[:24] if sender else ""


def is_ours(mail: Mail) -> bool:
    """Words we sent ourselves, back by some detour: nobody must answer them."""
    if settings.MAIL_REPLIES and settings.MAIL_REPLIES.lower() in mail.loops:
        return True
    return bool(mail.number) and Dispatch.objects.filter(message_id=mail.number).exists()


def why_aside(mail: Mail, at: datetime) -> str:
    """Why nothing may be done with it before somebody looked; empty when something may."""
    if mail.is_vouched is False:
        return _Why.FORGED
    origin = origin_of(mail.sender)
    lately = Received.objects.filter(origin=origin, received_at__gt=at - _HOUR)
    return _Why.TOO_MANY if origin and lately.count() > MOST_AN_HOUR else ""


def set_aside(row: Received, why: str) -> None:
    """It waits for a look, where few enough wait; its words are written by who calls."""
    if Received.objects.set_aside().count() >= MOST_ASIDE:
        row.state, row.ended_at = _State.LEFT, row.received_at
    else:
        row.state, row.why = _State.ASIDE, why


@transaction.atomic
def take_back(*, received: Received, at: datetime) -> bool:
    """Somebody says it is genuine: it joins the messages to read. False when it was looked at already."""
    row = Received.objects.select_for_update().filter(pk=received.pk, state=_State.ASIDE).first()
    if row is None:
        return False
    row.state = _State.TO_READ
    give_to_reader(row, at)
    row.save()
    return True


@transaction.atomic
def throw_away(*, received: Received, by: int, at: datetime) -> bool:
    """Its words go; the fact that it came stays as long as any other."""
    waiting = Received.objects.filter(pk=received.pk, state=_State.ASIDE)
    return bool(
        waiting.update(
            state=_State.LEFT, ended_at=at, ended_by=by, title="", text="", sender="", calendar=None
        )
    )
