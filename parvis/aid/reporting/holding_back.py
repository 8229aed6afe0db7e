"""A rule has a doubt: others do not read the notice until somebody has looked. Nothing is refused."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.models import HeldBack, Notice, Review
from parvis.aid.reporting.doubts import doubts_about
from parvis.aid.reporting.moderators import moderators_of
from parvis.aid.reporting.telling import tell_late, tell_to_look
from parvis.kit import moments

LOOKED_AT_WITHIN = timedelta(hours=24)


@transaction.atomic
def look_first(*, notice: Notice, at: datetime, has_changed: bool = False) -> HeldBack | None:
    """Hold the notice back when a rule has a doubt about its words; None when others may read it.

    Called by the acts that write or change a notice. Words somebody has looked at already stand; where nobody
    could look (who wrote them animates alone), they stand too. has_changed: those who answered are to be told
    once somebody has looked.
    """
    doubts = doubts_about(notice.as_read)
    has_been_read = notice.reviews.filter(
        verdict=Review.Verdict.KEPT, undone_at=None, words=notice.as_read
    ).exists()
    moderators = moderators_of(notice) if doubts and not has_been_read else []
    if not moderators:
        HeldBack.objects.filter(notice=notice).delete()
        return None
    known = {"doubts": [one.value for one in doubts], "held_at": at, "late_at": None,
             "look_by_at": at + LOOKED_AT_WITHIN, "has_changed": has_changed}  # fmt: skip
    row, is_new = HeldBack.objects.update_or_create(notice=notice, defaults=known)
    if is_new:
        tell_to_look(notice, moderators[:2], at)
    return row


def said_to_author(row: HeldBack) -> str:
    """« Karim lit d’abord votre annonce, mercredi à 10 h au plus tard. »"""
    first = next(iter(moderators_of(row.notice)), None)
    told = {"name": first.first_name if first else _("the team"), "when": moments.at(row.look_by_at)}
    said = _("%(name)s reads your notice before the others do, by %(when)s.") % told
    return said[:1].upper() + said[1:]


def held_of(notice: Notice) -> str:
    """For the page of a notice: who looks first, by when; empty when it is there for all."""
    row = getattr(notice, "held_back", None)
    return said_to_author(row) if row is not None else ""


def late_due(at: datetime) -> int:
    """For the worker: nobody has looked in time: everybody who may is told, once; how many notices."""
    due = HeldBack.objects.filter(late_at=None, look_by_at__lte=at).order_by("look_by_at", "pk")
    return sum(_tell_late(pk, at) for pk in list(due.values_list("pk", flat=True)[:50]))


def something_is_late(at: datetime | None = None) -> bool:
    return HeldBack.objects.filter(late_at=None, look_by_at__lte=at or timezone.now()).exists()


@transaction.atomic
def _tell_late(pk: int, at: datetime) -> int:
    if not HeldBack.objects.filter(pk=pk, late_at=None).update(late_at=at):
        return 0
    row = HeldBack.objects.select_related("notice__circle", "notice__author").get(pk=pk)
    tell_late(row.notice, moderators_of(row.notice), at)
    return 1
