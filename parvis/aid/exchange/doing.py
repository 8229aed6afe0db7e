"""« C’est fait », in one tap by either: thanks, and the notice leaves when it has found. No balance."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.aid.ending import end as end_notice
from parvis.aid.exchange import purposes, wording
from parvis.aid.exchange.agreeing import write_yes
from parvis.aid.exchange.holding import held
from parvis.aid.exchange.refusals import ExchangeOver, NotAgreedYet, to_mine
from parvis.aid.exchange.stopping import Why, end_one
from parvis.aid.exchange.telling import tell
from parvis.aid.models import Exchange, Gift, NoticeEnd
from parvis.aid.models.gift import MOST_MINUTES
from parvis.chronicle.recording import record
from parvis.members.models import Member


@transaction.atomic
def done(
    *,
    exchange: Exchange,
    by: Member,
    at: datetime,
    minutes: int | None = None,
    is_fulfilled: bool | None = None,
) -> Gift:
    """The gift; said twice, it is one. The other is thanked.

    is_fulfilled: whether the notice leaves. None: what is looked for leaves, unless others agreed on an hour
    to come; what is offered stays. Only who wrote it decides otherwise.
    NotAgreedYet while the author did not say yes, ExchangeOver, NotYourExchange.
    """
    exchange = held(exchange, by)
    if exchange.has_ended:
        return _again(exchange, minutes)
    is_author = by.pk == exchange.notice.author_id
    if is_author:
        write_yes(exchange, by, at)
    elif not exchange.is_agreed:
        raise NotAgreedYet(_("The other has not said yes yet."), to_mine())
    gift = _give(exchange, minutes, at)
    end_one(exchange, Why.DONE, by, at, told=[])
    fresh = Exchange.objects.for_page().get(pk=exchange.pk)
    tell(fresh, fresh.other(by), purposes.THANKS, wording.thanks, at)
    if _leaves(fresh, is_fulfilled if is_author else None):
        end_notice(notice=fresh.notice, why=NoticeEnd.Why.FULFILLED, by=by, at=at)
    return gift


@transaction.atomic
def say_minutes(*, exchange: Exchange, by: Member, minutes: int, at: datetime) -> Gift:
    """How long it took, said once by either: the first word stands. ExchangeOver when nothing was done."""
    exchange = held(exchange, by)
    return _again(exchange, minutes)


def _again(exchange: Exchange, minutes: int | None) -> Gift:
    if not exchange.has_ended or exchange.end.why != Why.DONE:
        raise ExchangeOver(_("This exchange is over."), to_mine())
    gift = exchange.gifts.order_by("-given_at", "-pk").first()
    if gift is None:
        raise ExchangeOver(_("This exchange is over."), to_mine())
    if minutes is not None and gift.minutes is None:
        gift.minutes = bounded(minutes)
        gift.save(update_fields=["minutes"])
    return gift


def bounded(minutes: int | None) -> int | None:
    """A day at most; nothing said, nothing kept."""
    return None if minutes is None else max(0, min(minutes, MOST_MINUTES))


def _give(exchange: Exchange, minutes: int | None, at: datetime) -> Gift:
    notice, settlement = exchange.notice, exchange.meets
    place = (settlement.place if settlement else None) or notice.place
    said = "" if getattr(notice, "held_back", None) else notice.words  # nobody has read those yet
    gift = Gift.objects.create(
        exchange=exchange, giver=exchange.giver, receiver=exchange.receiver, direction=notice.direction,
        category=notice.category, words=said, minutes=bounded(minutes), place=place, given_at=at,
    )  # fmt: skip
    record("aid.given", subject=exchange, person=exchange.giver.pk, for_person=exchange.receiver.pk, at=at)
    return gift


def _leaves(exchange: Exchange, is_fulfilled: bool | None) -> bool:
    """Whether the notice has found what it was for."""
    if exchange.notice.has_ended:
        return False
    if is_fulfilled is not None:
        return is_fulfilled
    others = Exchange.objects.live().filter(notice=exchange.notice_id, settlement__agreed_at__isnull=False)
    return exchange.notice.is_need and not others.exists()
