"""A person looked at a purchase: it stands, or is set aside with a reason and whom to turn to; undone."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.aid.models import GroupPurchase, HeldPurchase, PurchaseReview, Review
from parvis.aid.purchases.changing import changes_between, facts_of, unpacked
from parvis.aid.purchases.holding_back import look_first
from parvis.aid.purchases.telling import tell_called_off, tell_changed, tell_set_aside
from parvis.aid.purchases.telling_reviews import tell_organiser
from parvis.aid.reporting.moderators import moderates
from parvis.aid.reporting.reviewing import OtherWords, ReasonNeeded
from parvis.kit.refusals import NotForYou, WayOut
from parvis.members.journaling import journal
from parvis.members.models import Member

Verdict = Review.Verdict
MOST = 40


def to_read(reader: Member, now: datetime) -> list[GroupPurchase]:
    """Those that wait for this reader, by the hour somebody promised."""
    rows = GroupPurchase.objects.for_page().filter(held__in=HeldPurchase.objects.waiting(now))
    found = rows.order_by("held__look_by_at", "pk")[: MOST * 2]
    return [one for one in found if moderates(reader, one)][:MOST]


def decided(reader: Member) -> list[PurchaseReview]:
    """The last decisions that can be undone."""
    rows = PurchaseReview.objects.filter(undone_at=None, verdict=Verdict.SET_ASIDE)
    found = rows.select_related("purchase__circle", "by", "turn_to")[:MOST]
    return [one for one in found if moderates(reader, one.purchase)][:20]


def aside_of(row: GroupPurchase) -> PurchaseReview | None:
    """Why it was set aside, and whom who organises it may turn to."""
    known = row.reviews.filter(verdict=Verdict.SET_ASIDE, undone_at=None)
    return known.select_related("turn_to").first()


@transaction.atomic
def keep(*, row: GroupPurchase, by: Member, at: datetime, seen: int | None = None) -> PurchaseReview:
    """It stands, and these words are not looked at again; those who take some hear of what changed.

    Twice: once. seen: the version that was on the screen. NotForYou, OtherWords when it says something else.
    """
    found = _locked(row, by, seen)
    known = found.reviews.filter(verdict=Verdict.KEPT, undone_at=None, words=found.as_read).first()
    review = known or found.reviews.create(by=by, verdict=Verdict.KEPT, words=found.as_read, at=at)
    held = HeldPurchase.objects.filter(purchase=found).first()
    if held is None:
        return review
    found.reviews.filter(verdict=Verdict.SET_ASIDE, undone_at=None).update(undone_at=at)
    HeldPurchase.objects.filter(pk=held.pk).delete()
    tell_organiser(review, at)
    _tell_kept(GroupPurchase.objects.for_page().get(pk=found.pk), held, by, at)
    return review


def _tell_kept(row: GroupPurchase, held: HeldPurchase, by: Member, at: datetime) -> None:
    """What those who take some may read now; who organises it hears of the decision itself."""
    writer = row.organiser or by
    if row.cancelled_at is not None:
        tell_called_off(row, writer, at, is_read=True)
        return
    new = facts_of(row)
    changes = changes_between(unpacked(held.before) if held.before else new, new)
    if changes or held.told_off:
        tell_changed(row, changes, writer, at, is_on_again=held.told_off)


@transaction.atomic
def set_aside(
    *, row: GroupPurchase, by: Member, reason: str, turn_to: Member | None, at: datetime,
    seen: int | None = None,
) -> PurchaseReview:  # fmt: skip
    """Nobody reads it but who organises it, who is told why; those who take some know it is off.

    Twice: the first stands. NotForYou, OtherWords as `keep`, ReasonNeeded.
    """
    found, said = _locked(row, by, seen), " ".join(reason.split())[:300]
    if not said:
        raise ReasonNeeded(_("Say why: who wrote it reads it."), _to_list())
    known = found.reviews.filter(verdict=Verdict.SET_ASIDE, undone_at=None).first()
    if known is not None:
        return known
    held, _is_new = HeldPurchase.objects.get_or_create(
        purchase=found, defaults={"held_at": at, "look_by_at": at, "before": {}}
    )
    review = found.reviews.create(
        by=by, verdict=Verdict.SET_ASIDE, reason=said, turn_to=turn_to or by, words=found.as_read, at=at
    )
    if found.cancelled_at is None:
        held.told_off = held.told_off or tell_set_aside(found, held, at) > 0
    held.aside_at = at
    held.save(update_fields=["aside_at", "told_off"])
    if found.organiser is not None:
        words = gettext_lazy("Set aside a group purchase of yours.")
        journal(member=found.organiser, by=by, words=words, reason=said, subject="aid.purchase", at=at)
        tell_organiser(review, at)
    return review


@transaction.atomic
def undo(*, review: PurchaseReview, by: Member, at: datetime) -> None:
    """As if nobody had decided: what was set aside waits again, what was kept is looked at again.

    Twice: nothing happens. NotForYou.
    """
    found = _locked(review.purchase, by)
    if not PurchaseReview.objects.filter(pk=review.pk, undone_at=None).update(undone_at=at):
        return
    if review.verdict == Verdict.SET_ASIDE:
        HeldPurchase.objects.filter(purchase=found).update(aside_at=None)
    else:
        look_first(row=found, at=at, before=facts_of(found))


def _locked(row: GroupPurchase, by: Member, seen: int | None = None) -> GroupPurchase:
    found = GroupPurchase.objects.locked(row.pk)
    if not moderates(by, found):
        raise NotForYou(_("Those who animate read purchases again; nobody their own."), _to_list())
    if seen is not None and seen != found.version:
        raise OtherWords(_("It was changed meanwhile. These are the words now."), _to_list())
    return found


def _to_list() -> WayOut:
    return WayOut(_("See what is to be read"), reverse("aid:to_review"))
