"""Say what becomes of the mail a restored place holds back: it leaves, or it never does."""

from datetime import datetime

from django.db import transaction

from parvis.chronicle.recording import record
from parvis.courier.holding_back import drop_held, let_go, live_hold
from parvis.members.models import Member


@transaction.atomic
def release(*, by: Member, at: datetime) -> int:
    """Let everything held leave, if it is still wanted; how many. Nothing when nothing is held."""
    return _decide("console.mail_let_go", let_go(at=at), by, at) if live_hold() else 0


@transaction.atomic
def abandon(*, by: Member, at: datetime) -> int:
    """Never send what is held; how many. New messages leave again."""
    return _decide("console.mail_dropped", drop_held(at=at), by, at) if live_hold() else 0


def _decide(verb: str, count: int, by: Member, at: datetime) -> int:
    record(verb, subject=by, person=by.pk, at=at, count=count)
    return count
