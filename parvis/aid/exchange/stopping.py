"""An exchange stops: one lets it be, is no longer here, or the notice is gone. No reason is asked."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.aid.exchange import purposes, wording
from parvis.aid.exchange.holding import held
from parvis.aid.exchange.keeping import tell_keeper
from parvis.aid.exchange.refusals import ExchangeOver, NotYourExchange, to_mine
from parvis.aid.exchange.telling import tell
from parvis.aid.models import Exchange, ExchangeEnd, NoticeEnd
from parvis.aid.models.exchange import ExchangeQuerySet
from parvis.chronicle.recording import record
from parvis.conversations.models import Handover, Thread
from parvis.members.models import Member

Why = ExchangeEnd.Why
QUIET_AFTER = timedelta(days=60)
MOST_AT_ONCE = 200


@transaction.atomic
def stop(*, exchange: Exchange, by: Member, at: datetime) -> ExchangeEnd:
    """« Non, merci », or « je ne peux plus »: the other is told kindly. Tapped twice: nothing more.

    NotYourExchange, ExchangeOver when it is no longer there, or ended otherwise: nobody is told.
    """
    exchange = held(exchange, by)
    if exchange.has_ended:
        if exchange.end.by_id != by.pk or exchange.end.why == Why.DONE:
            raise ExchangeOver(_("This exchange is over."), to_mine())
        return exchange.end
    why = Why.LEFT if by.pk == exchange.answered_by_id else Why.DECLINED
    return end_one(exchange, why, by, at, told=[exchange.other(by)])


@transaction.atomic
def thank_the_others(*, exchange: Exchange, by: Member, at: datetime) -> int:
    """The one who wrote the notice chose this answer: the others are thanked; how many.

    Those with whom an hour is agreed stay. NotYourExchange.
    """
    exchange = held(exchange, by)
    if by.pk != exchange.notice.author_id:
        raise NotYourExchange(_("This is for who wrote it."), to_mine())
    return _end_each(_others(exchange.notice_id).exclude(pk=exchange.pk), Why.FOUND, by, at)


def stop_those_of(notice_pk: int, why: str, by: Member | None, at: datetime) -> int:
    """Within the act that ends a notice: what was not agreed stops; all of it when a moderator set it aside.

    Its days are over: whoever talks goes on.
    """
    if why == NoticeEnd.Why.OVER:
        return 0
    if why == NoticeEnd.Why.SET_ASIDE:
        return _end_each(Exchange.objects.live().filter(notice=notice_pk), Why.GONE, by, at)
    found = Why.FOUND if why == NoticeEnd.Why.FULFILLED else Why.GONE
    return _end_each(_others(notice_pk), found, by, at)


def stop_those_with(member_pk: int, at: datetime) -> int:
    """Somebody left, is suspended or erased: the other of each exchange is told; how many."""
    mine = Q(answered_by=member_pk) | Q(notice__author=member_pk)
    pks = list(Exchange.objects.live().filter(mine).order_by("notice", "pk").values_list("pk", flat=True))
    return sum(_end_away(pk, member_pk, at) for pk in pks)


@transaction.atomic
def _end_away(pk: int, member_pk: int, at: datetime) -> bool:
    found = Exchange.objects.filter(pk=pk).first()
    exchange = held(found) if found else None
    if exchange is None or exchange.has_ended:
        return False
    is_author = exchange.notice.author_id == member_pk
    other = exchange.answered_by if is_author else exchange.notice.author
    end_one(exchange, Why.AWAY, None, at, told=[other])
    return True


def end_quiet(at: datetime) -> int:
    """For the worker: what nobody spoke of for two months is over, without a word; how many."""
    pks = list(_quiet(at).order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(_end_quietly(pk, at) for pk in pks)


@transaction.atomic
def _end_quietly(pk: int, at: datetime) -> bool:
    found = Exchange.objects.filter(pk=pk).first()
    exchange = held(found) if found else None
    if exchange is None or not _quiet(at).filter(pk=pk).exists():
        return False  # somebody spoke meanwhile
    end_one(exchange, Why.QUIET, None, at, told=[])
    return True


def _quiet(at: datetime) -> ExchangeQuerySet:
    since = at - QUIET_AFTER
    rows = Exchange.objects.live().filter(moved_at__lt=since)
    rows = rows.filter(Q(thread=None) | Q(thread__last_said_at__lt=since))
    return rows.filter(Q(settlement=None) | Q(settlement__begins_at__lt=since))


def end_one(
    exchange: Exchange, why: str, by: Member | None, at: datetime, *, told: Iterable[Member]
) -> ExchangeEnd:
    """Within an act that holds the exchange: its end is written, its conversation closed, these are told."""
    end = ExchangeEnd.objects.create(exchange=exchange, why=why, by=by, at=at)
    if exchange.thread_id is not None:
        Thread.objects.filter(pk=exchange.thread_id).update(closed_at=at, closed_by=by, closes_at=at)
    record(
        "aid.done" if why == Why.DONE else "aid.stopped",
        subject=exchange,
        person=by.pk if by else None,
        at=at,
    )
    fresh = Exchange.objects.for_page().get(pk=exchange.pk)
    if fresh.meets is not None and fresh.meets.begins_at > at:  # done before its hour: nobody comes either
        Handover.objects.filter(thread=fresh.thread_id, begins_at=fresh.meets.begins_at).delete()
        tell_keeper(fresh, at, is_off=True)
    for person in told:
        tell(fresh, person, purposes.STOPPED, wording.stopped, at)
    return end


def others_waiting(exchange: Exchange, person: Member) -> int:
    """How many other answers wait, for the one who wrote the notice; none for the other one."""
    if person.pk != exchange.notice.author_id or exchange.has_ended:
        return 0
    return _others(exchange.notice_id).exclude(pk=exchange.pk).count()


def _others(notice_pk: int) -> ExchangeQuerySet:
    """Going on, with no hour agreed to come."""
    live = Exchange.objects.live().filter(notice=notice_pk)
    return live.exclude(settlement__agreed_at__isnull=False)


def _end_each(rows: ExchangeQuerySet, why: str, by: Member | None, at: datetime) -> int:
    """Their notice is held already."""
    ended = list(rows.for_page().order_by("pk"))
    for one in ended:
        end_one(one, why, by, at, told=_told(one, by))
    return len(ended)


def _told(exchange: Exchange, by: Member | None) -> list[Member]:
    """Both, but who did it; a notice taken back by its author is news for the other alone."""
    return [one for one in (exchange.answered_by, exchange.notice.author) if by is None or one.pk != by.pk]
