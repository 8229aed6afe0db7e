"""Why exchanges write to people, and whether they still should when the words leave."""

from collections.abc import Callable
from datetime import datetime

from django.db import models

from parvis.aid.models import Exchange
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose

REPLY = "aid.exchange"  # what answers by mail are about: the exchange and the person
AGREED = "aid.agreed"
PROPOSED = "aid.hour_proposed"
SETTLED = "aid.hour_agreed"
REMINDER = "aid.reminder"
ASKED = "aid.asked_done"
THANKS = "aid.thanks"
STOPPED = "aid.stopped"
KEPT = "aid.kept_at_the_desk"
KEPT_OFF = "aid.no_longer_kept"
CHANGED = "aid.notice_changed"
ANSWERED_BY_WORD = (PROPOSED, ASKED)  # « oui » by mail or text is enough


def _exchange(dispatch: Dispatch) -> Exchange | None:
    return Exchange.objects.for_page().filter(pk=dispatch.subject_id or 0).first()


def _is_here(exchange: Exchange, dispatch: Dispatch, now: datetime) -> bool:
    """Whoever reads it is one of the two, and still here."""
    both = (exchange.answered_by, exchange.notice.author)
    person = next((one for one in both if one.pk == dispatch.person), None)
    return person is not None and person.left_at is None and person.suspension_at(now) is None


def _when(is_so: Callable[[Exchange, Dispatch, datetime], bool]) -> Callable[[Dispatch, datetime], bool]:
    def still_wanted(dispatch: Dispatch, now: datetime) -> bool:
        exchange = _exchange(dispatch)
        return exchange is not None and _is_here(exchange, dispatch, now) and is_so(exchange, dispatch, now)

    return still_wanted


def _goes_on(exchange: Exchange, dispatch: Dispatch, now: datetime) -> bool:
    return not exchange.has_ended


def _waits_for_a_yes(exchange: Exchange, dispatch: Dispatch, now: datetime) -> bool:
    """The hour is to come, the other proposed it, and it is not agreed."""
    settlement = exchange.settled
    if exchange.has_ended or settlement is None or settlement.agreed_at is not None:
        return False
    return settlement.begins_at > now and settlement.proposed_by_id != dispatch.person


def _is_to_come(exchange: Exchange, dispatch: Dispatch, now: datetime) -> bool:
    return not exchange.has_ended and exchange.meets is not None and exchange.meets.begins_at > now


def _is_stopped(exchange: Exchange, dispatch: Dispatch, now: datetime) -> bool:
    return exchange.has_ended and exchange.end.why != exchange.end.Why.DONE


def _is_done(exchange: Exchange, dispatch: Dispatch, now: datetime) -> bool:
    return exchange.has_ended and exchange.end.why == exchange.end.Why.DONE


def _is_kept(dispatch: Dispatch, now: datetime) -> bool:
    """They still come, and this is who keeps the desk."""
    exchange = _exchange(dispatch)
    meets = exchange.meets if exchange and not exchange.has_ended else None
    return meets is not None and meets.begins_at > now and meets.keeper_id == dispatch.person


def _needed_by(subject: models.Model | None) -> datetime | None:
    settled = subject.settled if isinstance(subject, Exchange) else None
    return settled.begins_at if settled else None


def register_all() -> None:
    """Make these purposes known to the courier: they are all about what the person joined."""
    joined, needed = Matter.JOINED, _needed_by
    for purpose in [
        Purpose(AGREED, still_wanted=_when(_goes_on), matter=joined),
        Purpose(CHANGED, still_wanted=_when(_goes_on), needed_by=needed, matter=joined),
        Purpose(
            PROPOSED, still_wanted=_when(_waits_for_a_yes), needed_by=needed, is_called_too=True,
            matter=joined,
        ),
        Purpose(
            SETTLED, goes_on_sundays=True, still_wanted=_when(_is_to_come), needed_by=needed,
            is_called_too=True, matter=joined,
        ),
        Purpose(
            REMINDER, sunday_moves_to_saturday=True, still_wanted=_when(_is_to_come), needed_by=needed,
            matter=Matter.REMINDER,
        ),
        Purpose(ASKED, still_wanted=_when(_goes_on), matter=Matter.ESSENTIAL),
        Purpose(THANKS, still_wanted=_when(_is_done), matter=joined),
        Purpose(
            STOPPED, goes_on_sundays=True, still_wanted=_when(_is_stopped), needed_by=needed, matter=joined
        ),
        Purpose(KEPT, goes_on_sundays=True, still_wanted=_is_kept, needed_by=needed, matter=Matter.DUTY),
        Purpose(KEPT_OFF, goes_on_sundays=True, needed_by=needed, matter=Matter.DUTY),
    ]:  # fmt: skip
        register_purpose(purpose)
