"""A notice leaves the list: found, taken back, set aside, or its thirty days are over."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from parvis.aid.finding import index
from parvis.aid.models import Notice, NoticeEnd
from parvis.chronicle.recording import record
from parvis.members.models import Member

Why = NoticeEnd.Why
_SAID = {
    Why.FULFILLED: "aid.fulfilled",
    Why.WITHDRAWN: "aid.withdrawn",
    Why.OVER: "aid.over",
    Why.SET_ASIDE: "aid.set_aside",
}

Handler = Callable[[int, str, Member | None, datetime], object]
_handlers: list[Handler] = []


def when_ended(handler: Handler) -> None:
    """In `apps.ready()`: handler(number of the notice, why, by, at) runs in the transaction that ends it."""
    if handler not in _handlers:
        _handlers.append(handler)


@transaction.atomic
def end(*, notice: Notice, why: str, by: Member | None, at: datetime) -> NoticeEnd:
    """Write why it ends; the first word stands, except that a moderator's comes after « its days are over »:
    what its author took back, no undoing brings back.

    Whoever calls checks who may.
    """
    notice = Notice.objects.locked(notice.pk)
    known = NoticeEnd.objects.filter(notice=notice).first()
    if known is not None and not (why == Why.SET_ASIDE and known.why == Why.OVER):
        return known
    ended, _is_new = NoticeEnd.objects.update_or_create(
        notice=notice, defaults={"why": why, "by": by, "at": at}
    )
    notice.end = ended
    index(notice)
    record(_SAID[Why(why)], subject=notice, person=by.pk if by else None, at=at)
    for tell in _handlers:
        tell(notice.pk, why, by, at)
    return ended


def end_due(at: datetime) -> int:
    """Those whose days are over leave by themselves; how many."""
    due = Notice.objects.filter(ends_at__lte=at, end=None).order_by("ends_at", "pk")
    return sum(_end_one(pk, at) for pk in list(due.values_list("pk", flat=True)[:200]))


@transaction.atomic
def _end_one(pk: int, at: datetime) -> int:
    notice = Notice.objects.locked(pk)
    if notice.has_ended or notice.ends_at > at:
        return 0  # ended, or renewed, meanwhile
    end(notice=notice, why=Why.OVER, by=None, at=at)
    return 1
