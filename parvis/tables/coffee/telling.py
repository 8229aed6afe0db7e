"""Tell those who share a coffee, each by their own way, in the transaction of the act."""

from collections.abc import Callable, Iterable
from datetime import datetime

from parvis.courier.in_time import see_to
from parvis.courier.models import Channel
from parvis.courier.replying import reply_address
from parvis.members.models import Member
from parvis.members.reaching import Words, reach, route_to
from parvis.members.speaking import speak
from parvis.tables.coffee import purposes, wording
from parvis.tables.coffee.company import Company, companies_of
from parvis.tables.models import Coffee, CoffeeWish

Say = Callable[[Company], Words]
_BY_REPLY = (purposes.DRAWN, purposes.NUDGE, purposes.CHOSEN)
_OF_AN_HOUR = {*_BY_REPLY, purposes.AGREED, purposes.CHANGED, purposes.REMINDER}


def tell_each(
    coffee: Coffee, purpose: str, say: Say, at: datetime, *, but: Iterable[int] = (), in_writing: bool = False
) -> int:
    """Everybody who holds a cup, but these members; once a version of the coffee. How many.

    in_writing: only those a machine reaches: nobody is called for it.
    """
    told = 0
    for company in companies_of(coffee):
        if company.cup.member_id not in set(but):
            told += tell_one(company, purpose, say, at, in_writing=in_writing)
    return told


def tell_one(company: Company, purpose: str, say: Say, at: datetime, *, in_writing: bool = False) -> bool:
    """One person; False when nobody can write to them and it is not worth a call."""
    cup, member = company.cup, company.cup.member
    route = route_to(member)
    if in_writing and not route.is_written:
        return False
    answers_to = (
        reply_address(purposes.DRAWN, subject=cup.pk, person=member.pk) if purpose in _BY_REPLY else ""
    )
    key = f"{purpose}:{cup.pk}:{company.coffee.pk}:{company.coffee.version}"
    is_text = route.channel == Channel.SMS and purpose in _OF_AN_HOUR
    words = speak(member, lambda: wording.in_a_text(say(company), company) if is_text else say(company))
    row = reach(member, purpose, words, subject=cup, at=at, route=route, reply_to=answers_to, once_key=key)
    see_to([row], at)  # too late to be read for sure: called as well
    return True


def tell_alone(wish: CoffeeWish, say: Callable[[], Words], at: datetime) -> None:
    """Nobody is free for them this time."""
    member: Member = wish.member
    key = f"{purposes.ALONE}:{wish.pk}:{at:%Y%m%d}"
    reach(member, purposes.ALONE, speak(member, say), subject=wish, at=at, once_key=key)
