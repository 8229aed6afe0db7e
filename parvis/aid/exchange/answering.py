"""Answer a notice in a few words: a conversation begins, each by their own way, addresses hidden."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.aid.exchange.refusals import CannotAnswer
from parvis.aid.models import Agreement, Exchange, ExchangeEnd, Notice, Settlement
from parvis.aid.refusals import TooYoung, to_all, to_someone
from parvis.chronicle.recording import record
from parvis.conversations.models import Thread
from parvis.conversations.saying import say
from parvis.courier.models import Channel
from parvis.kit.limiting import limit
from parvis.members.models import Member

MOST_A_DAY = 20
KIND = "aid.exchange"


def answer(
    *,
    notice: Notice,
    by: Member,
    words: str,
    at: datetime,
    channel: str = Channel.SCREEN,
    noted_by: Member | None = None,
    once_key: str | None = None,
) -> Exchange:
    """The exchange, its author told; who answers twice goes on with what they began.

    noted_by: who wrote down what was said by telephone. The same once_key answers once.
    CannotAnswer, TooYoung, TooOften, and what `say` raises.
    """
    limit(f"aid.answer {by.pk}", times=MOST_A_DAY, per=timedelta(days=1))
    try:
        once = f"{notice.pk}:{by.pk}:{once_key}" if once_key else None
        return _answer(notice, by, words, at, channel, noted_by, once)
    except IntegrityError:  # another tap answered at this moment
        known = Exchange.objects.for_page().filter(notice=notice.pk, answered_by=by).first()
        if known is None:
            raise
        return known


@transaction.atomic
def _answer(
    notice: Notice, by: Member, words: str, at: datetime, channel: str, noted_by: Member | None,
    once_key: str | None,
) -> Exchange:  # fmt: skip
    notice = Notice.objects.locked(notice.pk)
    known = Exchange.objects.for_page().filter(notice=notice, answered_by=by).first()
    if known is not None and once_key and known.once_key == once_key:
        return known
    _check(notice, by, known, at)
    exchange = _reopened(known, at) if known else _opened(notice, by, at)
    exchange.once_key = once_key
    exchange.thread = thread_of(exchange, at)
    exchange.save(update_fields=["once_key", "thread"])
    say(
        thread=exchange.thread, by=by, text=words, at=at, channel=channel, noted_by=noted_by,
        once_key=f"{KIND}:{once_key}" if once_key else None,
    )  # fmt: skip
    return exchange


def why_not(notice: Notice, by: Member, at: datetime) -> str:
    """A sentence when this person cannot answer this notice, for its page; else nothing."""
    if by.pk == notice.author_id:
        return _("This notice is yours.")
    if by.minor_until_on is not None:
        return _("Under fifteen, a parent answers for you.")
    if not Notice.objects.visible_to(by).live(at).filter(pk=notice.pk).exists():
        return _("This notice is over. Others may need you.")
    return ""


def _check(notice: Notice, by: Member, known: Exchange | None, at: datetime) -> None:
    if reason := why_not(notice, by, at):
        is_young = by.minor_until_on is not None
        raise TooYoung(reason, to_someone()) if is_young else CannotAnswer(reason, to_all())
    if known is not None and known.has_ended and known.end.why == ExchangeEnd.Why.DECLINED:
        raise CannotAnswer(_("You answered this one already. Others may need you."), to_all())


def _opened(notice: Notice, by: Member, at: datetime) -> Exchange:
    made = Exchange.objects.create(notice=notice, answered_by=by, opened_at=at, moved_at=at)
    Agreement.objects.create(exchange=made, member=by, at=at)
    record("aid.answered", subject=made, person=by.pk, at=at)
    return Exchange.objects.for_page().get(pk=made.pk)


def _reopened(known: Exchange, at: datetime) -> Exchange:
    """They helped each other once, or let it be: it begins again."""
    if not known.has_ended:
        return known
    ExchangeEnd.objects.filter(exchange=known).delete()
    Settlement.objects.filter(exchange=known).delete()
    Agreement.objects.filter(exchange=known).delete()
    Agreement.objects.create(exchange=known, member=known.answered_by, at=at)
    Exchange.objects.filter(pk=known.pk).update(moved_at=at)
    record("aid.answered", subject=known, person=known.answered_by_id, at=at)
    return Exchange.objects.for_page().get(pk=known.pk)


def thread_of(exchange: Exchange, at: datetime) -> Thread:
    """Their conversation, open; a new one when the old one was forgotten."""
    thread = exchange.thread
    if thread is None:
        return Thread.objects.create(
            kind=Thread.Kind.BETWEEN_TWO, subject_kind=KIND, subject_id=exchange.pk, opened_at=at,
            opened_by=exchange.answered_by, last_said_at=at,
        )  # fmt: skip
    if thread.is_closed(at):
        thread.closed_at = thread.closed_by = thread.closes_at = None
        thread.save(update_fields=["closed_at", "closed_by", "closes_at"])
    return thread
