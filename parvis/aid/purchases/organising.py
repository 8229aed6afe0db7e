"""Begin a group purchase; call it off. Those who take some are told."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.aid.models import GroupPurchase
from parvis.aid.purchases.changing import facts_of
from parvis.aid.purchases.holding_back import look_first
from parvis.aid.purchases.refusals import CannotBuy, NotYourPurchase, check_grown, to_purchase, to_purchases
from parvis.aid.purchases.telling import tell_called_off
from parvis.aid.reporting.doubts import doubts_about
from parvis.chronicle.recording import record
from parvis.members.models import Member
from parvis.members.permissions import can_animate

MOST_OPEN = 3  # of one person
AHEAD = timedelta(days=183)
LONGEST_FETCHING = timedelta(days=7)
MOST_OF_ALL, MOST_OF_EACH = 5_000, 100


def begin(
    *, facts: Mapping[str, Any], by: Member, at: datetime, once_key: str | None = None
) -> GroupPurchase:
    """The purchase, open at once. The same once_key begins it once. CannotBuy, TooYoung.

    facts: the columns people fill: title, words, unit, price, circle, closes_at, fetched_at, …
    """
    try:
        return _begin_once(facts, by, at, once_key)
    except IntegrityError:
        known = GroupPurchase.objects.filter(once_key=once_key).first() if once_key else None
        if known is None:
            raise
        return known


@transaction.atomic
def call_off(*, row: GroupPurchase, why: str, by: Member, at: datetime) -> None:
    """It does not take place; each who takes some is told, once; of a why a rule doubts, only that it is off
    until somebody has read it. NotYourPurchase, CannotBuy.
    """
    found = GroupPurchase.objects.locked(row.pk)
    if not organises(by, found):
        raise NotYourPurchase(_("Whoever organises it calls it off."), to_purchase(found))
    reason = " ".join(why.split())[:200]
    if not reason:
        raise CannotBuy(_("Say why in a few words: those who take some read it."), to_purchase(found))
    if found.cancelled_at is not None:
        return
    found.cancelled_at, found.cancelled_why, found.version = at, reason, found.version + 1
    found.save(update_fields=["cancelled_at", "cancelled_why", "version"])
    if found.is_aside:
        return  # those who take some know already
    if doubts_about(reason):
        look_first(row=found, at=at, before=facts_of(found))
    tell_called_off(GroupPurchase.objects.for_page().get(pk=found.pk), by, at)


def organises(member: Member, row: GroupPurchase) -> bool:
    """Read the list, call it off: who began it; who animates, for when they are away."""
    return row.organiser_id == member.pk or can_animate(member, row.circle)


@transaction.atomic
def _begin_once(facts: Mapping[str, Any], by: Member, at: datetime, once: str | None) -> GroupPurchase:
    if once and (known := GroupPurchase.objects.filter(once_key=once).first()):
        return known
    check_grown(by)
    for is_wrong, reason in _faults(facts, by, at):
        if is_wrong:
            raise CannotBuy(reason, to_purchases())
    row = GroupPurchase.objects.create(**facts, organiser=by, begun_at=at, once_key=once)
    look_first(row=row, at=at)
    record("aid.purchase_begun", subject=row, person=by.pk, at=at)
    return row


def faults_of(facts: Mapping[str, Any], at: datetime) -> list[tuple[bool, str]]:
    """What is wrong with what is said of it, whenever it is written."""
    closes_at, fetched_at, until_at = (
        facts[name] for name in ("closes_at", "fetched_at", "fetched_until_at")
    )
    return [
        (not facts["title"] or not facts["unit"], _("Say what is bought, and by what: a bag, a crate…")),
        (fetched_at < closes_at, _("It is fetched after the list has closed.")),
        (
            until_at <= fetched_at or until_at > fetched_at + LONGEST_FETCHING,
            _("Say from when until when it is fetched."),
        ),
        (fetched_at > at + AHEAD, _("This day is too far away.")),
        (not facts.get("place") and not facts.get("where"), _("Say where it is fetched.")),
    ]


def _faults(facts: Mapping[str, Any], by: Member, at: datetime) -> list[tuple[bool, str]]:
    circle, most, each = facts.get("circle"), facts.get("most"), facts.get("most_each", 1)
    opened = GroupPurchase.objects.to_come(at).filter(organiser=by).count()
    return [
        (by.minor_until_on is not None, _("One organises from fifteen on. Come with a parent.")),
        (circle is not None and circle.pk not in by.circle_ids, _("You are not in this circle.")),
        (facts["closes_at"] <= at, _("The list must close after now.")),
        *faults_of(facts, at),
        (most is not None and not 0 < most <= MOST_OF_ALL, _("How many in all? 5,000 at most.")),
        (not 0 < each <= MOST_OF_EACH, _("How many for each? 100 at most.")),
        (opened >= MOST_OPEN, _("Three of your purchases are open. Wait until one ends.")),
    ]
