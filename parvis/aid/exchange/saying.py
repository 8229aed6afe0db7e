"""Say something more to the other one of an exchange."""

from datetime import datetime

from django.db import transaction

from parvis.aid.exchange.answering import KIND, thread_of
from parvis.aid.exchange.holding import held_live
from parvis.aid.models import Exchange
from parvis.conversations.saying import Said, say
from parvis.courier.models import Channel
from parvis.members.models import Member


@transaction.atomic
def say_to_the_other(
    *,
    exchange: Exchange,
    by: Member,
    text: str,
    at: datetime,
    channel: str = Channel.SCREEN,
    noted_by: Member | None = None,
    once_key: str = "",
) -> Said:
    """Words in their conversation, which go on while the exchange does; the same once_key says them once.

    ExchangeOver, NotYourExchange, and what `say` raises.
    """
    exchange = held_live(exchange, by)
    thread = exchange.thread
    if thread is None:
        thread = thread_of(exchange, at)
        Exchange.objects.filter(pk=exchange.pk).update(thread=thread)
    key = f"{KIND}:{by.pk}:{once_key}" if once_key else None
    return say(thread=thread, by=by, text=text, at=at, channel=channel, noted_by=noted_by, once_key=key)
