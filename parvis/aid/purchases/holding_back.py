"""A rule has a doubt about a purchase: a person looks before others read it. Nothing is refused."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.aid.models import GroupPurchase, HeldPurchase, Review
from parvis.aid.purchases.changing import packed
from parvis.aid.purchases.telling_reviews import tell_late, tell_to_look
from parvis.aid.reporting.doubts import doubts_about
from parvis.aid.reporting.holding_back import LOOKED_AT_WITHIN
from parvis.aid.reporting.moderators import moderators_of
from parvis.kit import moments


@transaction.atomic
def look_first(
    *, row: GroupPurchase, at: datetime, before: Mapping[str, Any] | None = None
) -> HeldPurchase | None:
    """Hold the purchase back when a rule has a doubt about its words; None when others may read it.

    before: as those who take some know it, so that they are told of what changed once somebody has looked.
    Words somebody has looked at already stand; where nobody could look, they stand too.
    """
    doubts = doubts_about(row.as_read)
    kept = row.reviews.filter(verdict=Review.Verdict.KEPT, undone_at=None, words=row.as_read)
    moderators = moderators_of(row) if doubts and not kept.exists() else []
    if not moderators:
        HeldPurchase.objects.filter(purchase=row).delete()
        return None
    known = {"doubts": [one.value for one in doubts], "held_at": at, "late_at": None,
             "look_by_at": at + LOOKED_AT_WITHIN, "is_of_why": row.cancelled_at is not None}  # fmt: skip
    first = {**known, "before": packed(before) if before else {}}
    held, is_new = HeldPurchase.objects.update_or_create(purchase=row, defaults=known, create_defaults=first)
    if is_new:
        tell_to_look(row, moderators[:2], at)
    return held


def held_words(row: GroupPurchase) -> str:
    """« Karim lit d’abord ces mots, mercredi à 10 h au plus tard. »; empty when nothing waits."""
    held = HeldPurchase.objects.to_be_read().filter(purchase=row).first()
    if held is None:
        return ""
    first = next(iter(moderators_of(row)), None)
    told = {"name": first.first_name if first else _("the team"), "when": moments.at(held.look_by_at)}
    said = _("%(name)s reads these words before the others do, by %(when)s.") % told
    return said[:1].upper() + said[1:]


def late_due(at: datetime) -> int:
    """For the worker: nobody has looked in time: everybody who may is told, once; how many purchases."""
    due = HeldPurchase.objects.waiting(at).filter(late_at=None, look_by_at__lte=at)
    return sum(_tell_late(pk, at) for pk in list(due.order_by("pk").values_list("pk", flat=True)[:50]))


@transaction.atomic
def _tell_late(pk: int, at: datetime) -> int:
    if not HeldPurchase.objects.filter(pk=pk, late_at=None, aside_at=None).update(late_at=at):
        return 0
    row = GroupPurchase.objects.for_page().get(held=pk)
    tell_late(row, moderators_of(row), at)
    return 1
