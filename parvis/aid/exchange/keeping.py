"""A named desk where one leaves what the other fetches: whoever answers there is told."""

from datetime import datetime

from parvis.aid.exchange import purposes, wording
from parvis.aid.models import Exchange
from parvis.members.reaching import reach
from parvis.members.speaking import speak


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
