"""Whoever organises a purchase writes it anew; those who take some hear of what changes for them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.aid.models import GroupPurchase
from parvis.aid.purchases.changing import Changes, changes_between, facts_of, unpacked
from parvis.aid.purchases.holding_back import look_first
from parvis.aid.purchases.organising import faults_of, organises
from parvis.aid.purchases.refusals import (
    CannotBuy,
    NotYourPurchase,
    PurchaseChanged,
    PurchaseClosed,
    to_purchase,
)
from parvis.aid.purchases.telling import A_DAY_BEFORE, tell_changed
from parvis.chronicle.recording import record
from parvis.members.models import Member


@transaction.atomic
def rewrite(
    *, row: GroupPurchase, facts: Mapping[str, Any], by: Member, at: datetime, seen: int | None = None
) -> GroupPurchase:
    """The purchase as it is said now; facts: of `changing.COLUMNS` those that are said anew.

    seen: the version the form was made from; None: whatever stands. NotYourPurchase, PurchaseClosed,
    PurchaseChanged (nothing is written), CannotBuy.
    """
    found = GroupPurchase.objects.locked(row.pk)
    _check_may(found, by, at)
    before = facts_of(found)
    new = {**before, **facts}
    if new == before:
        return found  # the same form sent twice
    _check(found, before, new, at)
    if seen is not None and seen != found.version:
        raise PurchaseChanged(found)
    kept = found.held.before if found.waits else {}
    known = unpacked(kept) if kept else before  # as those who take some know it
    changes = changes_between(known, new)
    _write(found, new, changes, at)
    if look_first(row=found, at=at, before=known) is None and changes:
        tell_changed(found, changes, by, at)
    record("aid.purchase_changed", subject=found, person=by.pk, at=at)
    return found


def _check_may(row: GroupPurchase, by: Member, at: datetime) -> None:
    if not organises(by, row):
        raise NotYourPurchase(_("Whoever organises it changes it."), to_purchase(row))
    if not row.may_change(at):
        raise PurchaseClosed(_("This purchase is over: it changes no more."), to_purchase(row))


def _check(row: GroupPurchase, before: Mapping[str, Any], new: Mapping[str, Any], at: datetime) -> None:
    """As when it was written; a day that stands may be past, a new one may not."""
    is_closing_anew = new["closes_at"] != before["closes_at"]
    is_fetched_anew = new["fetched_at"] != before["fetched_at"]
    for is_wrong, reason in [
        (is_closing_anew and new["closes_at"] <= at, _("The list must close after now.")),
        (is_fetched_anew and new["fetched_at"] <= at, _("It is fetched after now.")),
        (new["fetched_until_at"] <= at, _("It is fetched after now.")),
        *faults_of(new, at),
    ]:
        if is_wrong:
            raise CannotBuy(reason, to_purchase(row))


def _write(row: GroupPurchase, new: Mapping[str, Any], changes: Changes, at: datetime) -> None:
    if new["closes_at"] != row.closes_at:
        row.told_at = None  # the organiser hears of it when it closes, that day
    if new["fetched_at"] != row.fetched_at:
        is_near = new["closes_at"] <= at and new["fetched_at"] <= at + A_DAY_BEFORE
        row.reminded_at = at if is_near else None  # what says the change is then the reminder too
    if changes.is_another_deal:
        row.loosened_at = at
    for name, value in new.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
