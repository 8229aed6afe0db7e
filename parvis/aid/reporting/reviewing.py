"""A person looked: the notice stands, or is set aside with a reason and somebody to turn to; undone."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.aid.ending import end
from parvis.aid.finding import index
from parvis.aid.models import HeldBack, Notice, NoticeEnd, NoticeReport, Review
from parvis.aid.reporting.holding_back import look_first
from parvis.aid.reporting.moderators import moderates
from parvis.aid.reporting.telling import tell_author
from parvis.kit.locking import hold
from parvis.kit.refusals import NotForYou, Refusal, WayOut
from parvis.members.journaling import journal
from parvis.members.models import Member

Verdict = Review.Verdict
Handler = Callable[[int, datetime], object]
_handlers: list[Handler] = []


def when_kept(handler: Handler) -> None:
    """In `apps.ready()`: handler(number of the notice, at) runs when words that had changed may be read."""
    if handler not in _handlers:
        _handlers.append(handler)


class OtherWords(Refusal):
    """Its author wrote something else meanwhile: nobody decides of words they have not read."""


class ReasonNeeded(Refusal):
    """A notice is set aside with a reason."""

    status = 422


def aside_of(notice: Notice) -> Review | None:
    """Why a notice that has ended was set aside, and whom its author may turn to."""
    if not notice.has_ended or notice.end.why != NoticeEnd.Why.SET_ASIDE:
        return None
    known = notice.reviews.filter(verdict=Verdict.SET_ASIDE, undone_at=None)
    return known.select_related("turn_to").first()


@transaction.atomic
def keep(*, notice: Notice, by: Member, at: datetime, seen: int | None = None) -> Review:
    """It stands, and these words are not looked at again. Twice: once.

    seen: the version that was on the screen. NotForYou, OtherWords when it says something else now.
    """
    row = _locked(notice, by, seen)
    known = row.reviews.filter(verdict=Verdict.KEPT, undone_at=None, words=row.as_read).first()
    held = HeldBack.objects.filter(notice=row).first()
    HeldBack.objects.filter(notice=row).delete()
    NoticeReport.objects.filter(notice=row, ended_at=None).update(ended_at=at)
    review = known or Review.objects.create(notice=row, by=by, verdict=Verdict.KEPT, words=row.as_read, at=at)
    if held is not None:
        tell_author(review, at)
        for tell in _handlers if held.has_changed else []:
            tell(row.pk, at)
    return review


@transaction.atomic
def set_aside(
    *, notice: Notice, by: Member, reason: str, turn_to: Member | None, at: datetime, seen: int | None = None
) -> Review:
    """Nobody reads it but its author, who is told why and whom to turn to.

    NotForYou, OtherWords as `keep`, ReasonNeeded.
    """
    row = _locked(notice, by, seen)
    said = " ".join(reason.split())[:300]
    if not said:
        raise ReasonNeeded(_("Say why: who wrote it reads it."), _to_list())
    known = row.reviews.filter(verdict=Verdict.SET_ASIDE, undone_at=None).first()
    if known is not None:
        return known
    HeldBack.objects.filter(notice=row).delete()
    NoticeReport.objects.filter(notice=row, ended_at=None).update(ended_at=at)
    end(notice=row, why=NoticeEnd.Why.SET_ASIDE, by=by, at=at)
    review = Review.objects.create(
        notice=row,
        by=by,
        verdict=Verdict.SET_ASIDE,
        reason=said,
        turn_to=turn_to or by,
        words=row.as_read,
        at=at,
    )
    if row.author is not None:
        words = gettext_lazy("Set aside a notice of yours.")
        journal(member=row.author, by=by, words=words, reason=said, subject="aid.notice", at=at)
        tell_author(review, at)
    return review


@transaction.atomic
def undo(*, review: Review, by: Member, at: datetime) -> None:
    """As if nobody had decided: what a rule held back is held back again, what was signalled waits again,
    the rest is there again. Twice: nothing happens. NotForYou.
    """
    row = _locked(review.notice, by)
    if not Review.objects.filter(pk=review.pk, undone_at=None).update(undone_at=at):
        return
    NoticeReport.objects.filter(notice=row, ended_at=review.at).update(ended_at=None)
    if review.verdict == Verdict.SET_ASIDE:
        NoticeEnd.objects.filter(notice=row, why=NoticeEnd.Why.SET_ASIDE).delete()
        index(Notice.objects.for_list().get(pk=row.pk))
    is_held = look_first(notice=row, at=at) is not None
    if review.verdict == Verdict.SET_ASIDE and not is_held:
        review.undone_at = at
        tell_author(review, at)


def _locked(notice: Notice, by: Member, seen: int | None = None) -> Notice:
    hold(Notice.objects.filter(pk=notice.pk))
    row = Notice.objects.select_related("author", "circle").get(pk=notice.pk)
    if not moderates(by, row):
        raise NotForYou(_("Those who animate read notices again; nobody their own."), _to_list())
    if seen is not None and seen != row.version:
        raise OtherWords(_("It was changed meanwhile. These are the words now."), _to_list())
    return row


def _to_list() -> WayOut:
    return WayOut(_("See what is to be read"), reverse("aid:to_review"))
