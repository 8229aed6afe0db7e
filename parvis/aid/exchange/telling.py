"""Tell one of the two, by their own way, in the transaction of the act."""

from collections.abc import Callable
from datetime import datetime

from parvis.aid.exchange.purposes import ANSWERED_BY_WORD, CHANGED, REPLY
from parvis.aid.models import Exchange
from parvis.courier.in_time import see_to
from parvis.courier.models import Channel
from parvis.courier.replying import can_be_answered, reply_address
from parvis.members.models import Member
from parvis.members.reaching import Route, Words, reach, route_to
from parvis.members.speaking import speak

Say = Callable[[Exchange, Member, str], Words]


def tell(exchange: Exchange, person: Member, purpose: str, say: Say, at: datetime) -> None:
    """say(exchange, who reads, how they may answer: « mail », « text », « call » or nothing) → the words."""
    route = route_to(person)
    how = _how(route, purpose)
    version = exchange.settled.version if exchange.settled else 0
    key = f"{purpose}:{exchange.pk}:{person.pk}:{version}:{int(exchange.moved_at.timestamp())}"
    if purpose == CHANGED:
        key += f":{exchange.notice.version}"
    row = reach(
        person, purpose, speak(person, lambda: say(exchange, person, how)), subject=exchange, at=at,
        route=route, once_key=key, reply_to=reply_address(REPLY, subject=exchange.pk, person=person.pk),
    )  # fmt: skip
    see_to([row], at)  # too late to be read for sure: called as well


def _how(route: Route, purpose: str) -> str:
    """How they may answer in a word; « call »: whoever calls them notes it."""
    if not route.is_written:
        return "call"
    if purpose not in ANSWERED_BY_WORD:
        return ""
    if route.channel == Channel.SMS:
        return "text"
    return "mail" if can_be_answered() else ""
