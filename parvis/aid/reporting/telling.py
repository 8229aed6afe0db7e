"""What is said about words looked at twice: to those who look, and to who wrote them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.aid.models import GroupPurchase, HeldBack, Notice, NoticeReport, PurchaseReview, Review
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.kit.unlinking import unlinked
from parvis.members.models import Member
from parvis.members.reaching import Words, reach
from parvis.members.speaking import speak

TO_LOOK = "aid.to_look"
REVIEWED = "aid.reviewed"


def tell_to_look(notice: Notice, moderators: list[Member], at: datetime) -> None:
    """A rule has a doubt: they read it before the others."""
    tell_each(moderators, notice, TO_LOOK, "held", _to_look, at)


def tell_signalled(notice: Notice, moderators: list[Member], at: datetime) -> None:
    tell_each(moderators, notice, TO_LOOK, "signalled", _signalled, at)


def tell_late(notice: Notice, moderators: list[Member], at: datetime) -> None:
    """Who wrote it was promised that somebody looks by now."""
    tell_each(moderators, notice, TO_LOOK, "late", _late, at)


def tell_author(review: Review, at: datetime) -> None:
    """What was decided about their words."""
    author = review.notice.author
    if author is None or author.left_at is not None:
        return
    words = speak(author, partial(_decided, review))
    key = f"{REVIEWED}:{review.pk}:{int(review.undone_at is not None)}"
    reach(author, REVIEWED, words, subject=review.notice, at=at, once_key=key)


def register_all() -> None:
    register_purpose(Purpose(TO_LOOK, matter=Matter.DUTY, still_wanted=_still_to_look))
    register_purpose(Purpose(REVIEWED, matter=Matter.JOINED))


def tell_each(
    members: list[Member],
    row: Notice | GroupPurchase,
    purpose: str,
    kind: str,
    say: Callable[[], Words],
    at: datetime,
) -> None:
    """The same words to each of those who read first, in their own language. kind: of what is said."""
    for one in members:
        key = f"{purpose}:{kind}:{row.pk}:{one.pk}:{at:%m%d%H%M%S}"
        reach(one, purpose, speak(one, say), subject=row, at=at, once_key=key)


def why_aside(review: Review | PurchaseReview) -> str:
    """The reason, and whom to talk to."""
    told = {
        "reason": unlinked(review.reason),
        "name": review.turn_to.name if review.turn_to else _("the team"),
    }
    return "\n\n".join([_("Why: %(reason)s") % told, _("You see it otherwise? Talk to %(name)s.") % told])


def _to_look() -> Words:
    body = _("A rule has a doubt about a notice. Only a person decides: read it, keep it, or set it aside.")
    return Words(_("A notice waits for your eyes"), body, reverse("aid:to_review"), _("Read it"))


def _signalled() -> Words:
    body = _("Somebody asks you to read a notice again. It stays there until you decide.")
    return Words(_("A notice was signalled"), body, reverse("aid:to_review"), _("Read it"))


def _late() -> Words:
    body = _("Who wrote it was told that somebody reads it by now. Nobody has yet.")
    return Words(
        _("A notice still waits for a reader"), body, reverse("aid:to_review"), _("See what is to be read")
    )


def _decided(review: Review) -> Words:
    path = reverse("aid:notice", args=[review.notice_id])
    if review.verdict == Review.Verdict.KEPT or review.undone_at is not None:
        return Words(
            _("Your notice is there for all to read"),
            _("A person has read it. Thank you for your patience."),
            path,
            _("See my notice"),
        )
    return Words(_("Your notice was set aside"), why_aside(review), path, _("See my notice"))


def _still_to_look(dispatch: Dispatch, now: datetime) -> bool:
    is_held = HeldBack.objects.filter(notice=dispatch.subject_id or 0).exists()
    return is_held or NoticeReport.objects.filter(notice=dispatch.subject_id or 0, ended_at=None).exists()
