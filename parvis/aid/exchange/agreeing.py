"""« Oui, volontiers » : the one who wrote the notice says yes; each says whether the other may reach them."""

from datetime import datetime

from django.db import transaction

from parvis.aid.exchange import purposes, wording
from parvis.aid.exchange.holding import held_live
from parvis.aid.exchange.telling import tell
from parvis.aid.models import Agreement, Exchange
from parvis.chronicle.recording import record
from parvis.members.models import Member


@transaction.atomic
def agree(*, exchange: Exchange, by: Member, at: datetime) -> Exchange:
    """Yes to the other; the other is told once. Twice: nothing more. ExchangeOver, NotYourExchange."""
    exchange = held_live(exchange, by)
    if exchange.agreement_of(by) is None:
        write_yes(exchange, by, at)
        tell(exchange, exchange.other(by), purposes.AGREED, wording.agreed, at)
    return Exchange.objects.for_page().get(pk=exchange.pk)


def write_yes(exchange: Exchange, by: Member, at: datetime) -> None:
    """Within an act that holds the exchange: they agree, if they had not."""
    _row, is_new = Agreement.objects.get_or_create(exchange=exchange, member=by, defaults={"at": at})
    if is_new:
        Exchange.objects.filter(pk=exchange.pk).update(moved_at=at)
        record("aid.agreed", subject=exchange, person=by.pk, at=at)


@transaction.atomic
def show_address(*, exchange: Exchange, by: Member, shows: bool, at: datetime) -> Exchange:
    """The other may know how to reach them, once both say so; taken back, nobody reads it any more.

    ExchangeOver, NotYourExchange.
    """
    exchange = held_live(exchange, by)
    if shows:
        write_yes(exchange, by, at)
    Agreement.objects.filter(exchange=exchange, member=by).update(shows_address=shows)
    return Exchange.objects.for_page().get(pk=exchange.pk)
