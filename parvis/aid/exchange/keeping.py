"""A named desk where one leaves what the other fetches: whoever answers there is told."""

from datetime import datetime

from parvis.aid.exchange import purposes, wording
from parvis.aid.models import Exchange
from parvis.members.answering_for_all import holding_for_all, roles_at_work
from parvis.members.models import Member, Role
from parvis.members.reaching import reach
from parvis.members.speaking import speak


def keepers(now: datetime) -> list[Member]:
    """Who answers at the desk now."""
    return holding_for_all(Role.Kind.CORRESPONDENT, now)


def hours_of(keeper: Member) -> str:
    """« mardi et jeudi, de 14 h à 17 h », where the place says it."""
    at_the_desk = (role for role in roles_at_work() if role.kind == Role.Kind.CORRESPONDENT)
    own = sorted((role for role in at_the_desk if role.member_id == keeper.pk), key=lambda role: role.pk)
    return next((role.hours for role in own if role.hours), "")


def tell_keeper(exchange: Exchange, at: datetime, *, is_off: bool = False) -> None:
    """Who keeps the desk learns who comes and when; or that nobody comes."""
    settlement = exchange.settled
    keeper = settlement.keeper if settlement else None
    if settlement is None or keeper is None or exchange.is_of(keeper):
        return
    words = speak(keeper, lambda: wording.kept(exchange, is_off=is_off))
    key = f"{purposes.KEPT}:{exchange.pk}:{settlement.version}:{int(is_off)}:{exchange.opened_at:%Y%m%d}"
    purpose = purposes.KEPT_OFF if is_off else purposes.KEPT
    reach(keeper, purpose, words, subject=exchange, at=at, once_key=key)
