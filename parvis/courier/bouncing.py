"""Mail that comes back: nobody lives there, the mailbox is full, or its reader called it unwanted.

Believed only when it is tied to a message of ours by what strangers cannot guess: the address it came back
to, which each message has of its own, or the number of that message.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from parvis.courier.lists import leave_list
from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import list_of
from parvis.courier.reading_bounces import Report, read_report
from parvis.courier.replying import can_be_answered, in_base_36, signature
from parvis.courier.setbacks import note_setback
from parvis.courier.silencing import digest_of, silence
from parvis.courier.undelivered import find_another_way

BELIEVED_FOR = timedelta(days=30)  # after it left
_PURPOSE = "courier.bounce"
_ADDRESS = re.compile(r"[+]([0-9a-z]{1,13})-0-([a-z2-7]{16})(?=@)")
State = Dispatch.State


class Kind(StrEnum):
    """hard: the address is dead. soft: another day, perhaps. complaint: its reader called it unwanted."""

    HARD = "hard"
    SOFT = "soft"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class Bounce:
    """address: who, as that server says. reason: what it said. is_final: False while it still tries.

    dispatch: of the address it came back to. message_ids: of what it returns.
    """

    kind: Kind
    address: str
    reason: str
    message_ids: tuple[str, ...] = ()
    dispatch: int | None = None
    is_final: bool = True


def bounce_address(dispatch: Dispatch) -> str:
    """Where this message comes back to when it cannot be delivered: the envelope's sender (VERP).

    The ordinary one where no mailbox takes answers.
    """
    if not can_be_answered() or dispatch.pk is None:
        return settings.MAIL_FROM
    name, _at, domain = settings.MAIL_REPLIES.rpartition("@")
    return f"{name}+{in_base_36(dispatch.pk)}-0-{signature(_PURPOSE, dispatch.pk, 0)}@{domain}"


def dispatch_in(text: str) -> int | None:
    """Which dispatch an address in this text belongs to; None when we made none of them."""
    for found in _ADDRESS.finditer(text.lower()):
        number = int(found[1], 36)
        if constant_time_compare(found[2], signature(_PURPOSE, number, 0)):
            return number
    return None


def read_bounce(raw: bytes) -> Bounce | None:
    """What this message says came back; None when it is no such message. Nothing in it can raise."""
    report = read_report(raw)
    if report is None:
        return None
    number = dispatch_in(report.came_to)
    if not report.is_standard and number is None:
        return None  # words alone are believed only at the address made for this
    return Bounce(
        kind=Kind.COMPLAINT if report.is_complaint else _kind(report),
        address=report.address,
        reason=report.reason,
        message_ids=report.message_ids,
        dispatch=number,
        is_final=report.is_final,
    )


def take_bounce(bounce: Bounce, at: datetime) -> bool:
    """Act on what came back; False when it is tied to none of our messages. Twice: nothing more is done.

    A message that will never arrive has failed, and another way is found. A dead address is left alone for a
    while, and so is one that was full too often. A complaint leaves the list, or silences the address.
    """
    with transaction.atomic():
        row = _row_of(bounce, at)
        if row is None:
            return False
        if bounce.kind == Kind.COMPLAINT:
            _hear_complaint(row, at)
        elif not bounce.is_final:
            Dispatch.objects.filter(pk=row.pk).update(remark=bounce.reason[:300])
        elif row.state == State.SENT:
            note_setback(row.address, is_dead=bounce.kind == Kind.HARD, at=at)
            _fail(row, bounce.reason, at)
    return True


def _row_of(bounce: Bounce, at: datetime) -> Dispatch | None:
    """By the address made for it, else by the number of the message; none that left long ago."""
    rows = Dispatch.objects.filter(
        channel=Channel.MAIL, written_at__gt=at - BELIEVED_FOR - timedelta(days=60)
    )
    rows = rows.select_for_update()
    if bounce.dispatch is not None:
        return rows.filter(pk=bounce.dispatch).first()
    return rows.filter(message_id__in=bounce.message_ids).first() if bounce.message_ids else None


def _fail(row: Dispatch, reason: str, at: datetime) -> None:
    """It did not arrive, for all it was for."""
    went_along = Dispatch.objects.filter(goes_with=row, state=State.SENT)
    for failed in [row, *went_along]:
        failed.state, failed.remark, failed.ended_at = State.FAILED, reason[:300], at
        failed.save(update_fields=["state", "remark", "ended_at"])
        find_another_way(failed, at)


def _hear_complaint(row: Dispatch, at: datetime) -> None:
    """« Indésirable »: this list no more, or nothing more at all."""
    if list_id := list_of(row.purpose):
        leave_list(list_id=list_id, person=row.person, address=row.address, at=at)
    else:
        silence(digest=digest_of(row.address), at=at)


def _kind(report: Report) -> Kind:
    """5.1.x and 5.2.1 are about the address; a full mailbox, a policy, a size are not."""
    if report.status.startswith(("5.1.", "5.2.1", "5.5.0", "5.4.4")) or report.status in ("5.0.0", "5.2.0"):
        return Kind.HARD
    return Kind.SOFT
