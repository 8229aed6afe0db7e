"""The day before, people are reminded; the morning after, asked once whether it is done."""

from datetime import datetime, timedelta

from django.db import transaction

from parvis.aid.exchange import purposes, wording
from parvis.aid.exchange.holding import held
from parvis.aid.exchange.stopping import end_quiet
from parvis.aid.exchange.telling import tell
from parvis.aid.models import Exchange, Settlement
from parvis.aid.models.exchange import SettlementQuerySet
from parvis.members.models import Member
from parvis.members.reaching import can_be_written_to

BEFORE = timedelta(hours=26)
FRESH = timedelta(hours=12)  # who agreed so lately still remembers
LATEST = timedelta(hours=4)  # later, a reminder would find them on their way
AFTER = timedelta(hours=18)  # the next morning
ASKED_WITHIN = timedelta(days=10)
MOST = 200


def remind_due(at: datetime) -> int:
    """Whose hour is tomorrow; how many exchanges."""
    near = {"begins_at__gt": at + LATEST, "begins_at__lte": at + BEFORE}
    rows = Settlement.objects.agreed().filter(reminded_at=None, agreed_at__lte=at - FRESH, **near)
    return sum(_remind(pk, at) for pk in _soonest(rows))


def will_remind(settlement: Settlement) -> bool:
    """Whether a reminder is still to come: an hour agreed shortly before has none, nor a promise of one."""
    if settlement.agreed_at is None or settlement.reminded_at is not None:
        return False
    return settlement.agreed_at + FRESH < settlement.begins_at - LATEST


@transaction.atomic
def _remind(pk: int, at: datetime) -> bool:
    exchange = _held(pk)
    meets = exchange.meets if exchange else None
    if exchange is None or meets is None or not will_remind(meets):
        return False
    if not at < meets.begins_at <= at + BEFORE:
        return False  # another hour meanwhile
    Settlement.objects.filter(pk=meets.pk).update(reminded_at=at)
    for person in (exchange.answered_by, exchange.notice.author):
        tell(exchange, person, purposes.REMINDER, wording.settled, at)
    return True


def ask_due(at: datetime) -> int:
    """Whose hour is past since yesterday; how many exchanges."""
    rows = Settlement.objects.agreed().filter(
        asked_at=None, begins_at__gt=at - ASKED_WITHIN, begins_at__lte=at - AFTER
    )
    return sum(_ask(pk, at) for pk in _soonest(rows))


@transaction.atomic
def _ask(pk: int, at: datetime) -> bool:
    exchange = _held(pk)
    meets = exchange.meets if exchange else None
    if exchange is None or meets is None or meets.asked_at is not None or meets.begins_at > at - AFTER:
        return False
    Settlement.objects.filter(pk=meets.pk).update(asked_at=at)
    for person in _whom_to_ask(exchange):
        tell(exchange, person, purposes.ASKED, wording.asked, at)
    return True


def _whom_to_ask(exchange: Exchange) -> list[Member]:
    """Those a machine reaches; when it reaches neither, one call, to who was helped."""
    both = (exchange.receiver, exchange.giver)
    return [one for one in both if can_be_written_to(one)] or [exchange.receiver]


def _soonest(rows: SettlementQuerySet) -> list[int]:
    """Which exchanges, the first hour first."""
    return list(rows.order_by("begins_at", "pk").values_list("exchange", flat=True)[:MOST])


def _held(pk: int) -> Exchange | None:
    found = Exchange.objects.filter(pk=pk).first()
    exchange = held(found) if found else None
    return None if exchange is None or exchange.has_ended else exchange


def advance(at: datetime) -> int:
    """Every quarter of an hour: reminders, « c’est fait ? », and what fell silent."""
    return remind_due(at) + ask_due(at) + end_quiet(at)
