"""What is said about a purchase looked at twice: to those who look, and to who organises it."""

from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.aid.models import GroupPurchase, HeldPurchase, PurchaseReview, Review
from parvis.aid.reporting.telling import tell_each, why_aside
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.members.models import Member
from parvis.members.reaching import Words, reach
from parvis.members.speaking import speak

TO_LOOK = "aid.purchase_to_look"
REVIEWED = "aid.purchase_reviewed"


def tell_to_look(row: GroupPurchase, moderators: list[Member], at: datetime) -> None:
    """A rule has a doubt: they read it before the others."""
    tell_each(moderators, row, TO_LOOK, "held", _to_look, at)


def tell_late(row: GroupPurchase, moderators: list[Member], at: datetime) -> None:
    """Who organises it was promised that somebody looks by now."""
    tell_each(moderators, row, TO_LOOK, "late", _late, at)


def tell_organiser(review: PurchaseReview, at: datetime) -> None:
    """What was decided about their words."""
    organiser = review.purchase.organiser
    if organiser is None or organiser.left_at is not None:
        return
    words = speak(organiser, partial(_decided, review))
    key = f"{REVIEWED}:{review.pk}"
    reach(organiser, REVIEWED, words, subject=review.purchase, at=at, once_key=key)


def register_all() -> None:
    register_purpose(Purpose(TO_LOOK, matter=Matter.DUTY, still_wanted=_still_to_look))
    register_purpose(Purpose(REVIEWED, matter=Matter.JOINED))


def _to_look() -> Words:
    body = _("A rule has a doubt about a group purchase. Only a person decides: keep it, or set it aside.")
    title = _("A group purchase waits for your eyes")
    return Words(title, body, reverse("aid:to_review"), _("Read it"))


def _late() -> Words:
    body = _("Who wrote it was told that somebody reads it by now. Nobody has yet.")
    title = _("A group purchase still waits for a reader")
    return Words(title, body, reverse("aid:to_review"), _("See what is to be read"))


def _decided(review: PurchaseReview) -> Words:
    path = reverse("aid:purchase", args=[review.purchase_id])
    if review.verdict == Review.Verdict.KEPT:
        body = _("A person has read it. Thank you for your patience.")
        return Words(_("Your group purchase is there for all to read"), body, path, _("See the purchase"))
    return Words(_("Your group purchase was set aside"), why_aside(review), path, _("See the purchase"))


def _still_to_look(dispatch: Dispatch, now: datetime) -> bool:
    return HeldPurchase.objects.waiting(now).filter(purchase=dispatch.subject_id or 0).exists()
