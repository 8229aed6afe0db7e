"""Hold an exchange until the act is over: the notice first, which every act about it holds."""

from django.utils.translation import gettext as _

from parvis.aid.exchange.refusals import ExchangeOver, NotYourExchange, to_mine
from parvis.aid.models import Exchange, Notice
from parvis.kit.locking import hold
from parvis.members.models import Member


def held(exchange: Exchange, by: Member | None = None) -> Exchange:
    """The exchange as it is now, nobody else acting on it. NotYourExchange, ExchangeOver when it is gone."""
    hold(Notice.objects.filter(pk=exchange.notice_id))
    fresh = Exchange.objects.for_page().filter(pk=exchange.pk).first()
    if fresh is None:
        raise ExchangeOver(_("This exchange is no longer there."), to_mine())
    if by is not None and not fresh.is_of(by):
        raise NotYourExchange(_("This exchange is between two other people."), to_mine())
    return fresh


def held_live(exchange: Exchange, by: Member) -> Exchange:
    """The same, still going on. ExchangeOver."""
    fresh = held(exchange, by)
    if fresh.has_ended:
        raise ExchangeOver(_("This exchange is over."), to_mine())
    return fresh
