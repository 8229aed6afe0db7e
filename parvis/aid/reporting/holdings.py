"""What looking twice holds about people: who signalled, who decided, whom one may turn to."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.aid.models import NoticeReport, Review
from parvis.members.holdings.register import Going, Holding, Row, Rule, holds_nobody, register
from parvis.members.holdings.rows import deletes_older, forget, in_words, rows_of
from parvis.members.models import Member, Role

THREE_MONTHS = timedelta(days=92)
_REPORT = {"words": _("What I wrote"), "at": _("When")}
_REVIEW = {"verdict": _("What was decided"), "reason": _("Why"), "at": _("When")}


def _reports(member: Member) -> Iterator[Row]:
    rows = NoticeReport.objects.filter(by=member).order_by("pk")
    return rows_of(_REPORT, rows.values_list("words", "at"))


def _reviews(member: Member) -> Iterator[Row]:
    rows = Review.objects.filter(notice__author=member).order_by("pk")
    for verdict, reason, at in rows.values_list("verdict", "reason", "at"):
        yield {"verdict": in_words(Review.Verdict, verdict), "reason": reason, "at": at}


def _ended(before: datetime) -> QuerySet[NoticeReport]:
    return NoticeReport.objects.filter(ended_at__lt=before)


def _unsign(going: Going) -> None:
    forget(going.member, (NoticeReport, "by"))


def _forget_hands(going: Going) -> None:
    forget(going.member, (Review, "by"), (Review, "turn_to"))


REPORTS = Holding(
    "aid.reports",
    words=_("Who signalled a notice, if they signed, and their words"),
    why=_("So that a person may ask them what they mean."),
    kept_for=_("Three months after somebody decided."),
    seen_by=_("Who reads notices again. Never who wrote the notice."),
    columns=("aid.NoticeReport.by",),
    fields=_REPORT,
    export=_reports,
    erase=_unsign,
    roles=(Role.Kind.ANIMATOR, Role.Kind.ADMINISTRATOR),
    rules=(
        Rule(
            "aid.reports",
            words=_("What was signalled about notices"),
            since=_("after somebody decided"),
            kept=THREE_MONTHS,
            apply=deletes_older(_ended),
        ),
    ),
)
REVIEWS = Holding(
    "aid.reviews",
    words=_("Who decided about a notice, and whom its author may turn to"),
    why=_("So that a decision has a face, and can be undone."),
    kept_for=_("As long as the notice."),
    seen_by=_("Who wrote the notice, and who reads notices again."),
    columns=("aid.Review.by", "aid.Review.turn_to"),
    fields=_REVIEW,
    export=_reviews,
    erase=_forget_hands,
    roles=(Role.Kind.ANIMATOR, Role.Kind.ADMINISTRATOR),
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(REPORTS, REVIEWS)
    holds_nobody("aid.HeldBack", why="Why a rule would rather that somebody looks first.")
    holds_nobody("aid.FlowTable", why="Figures of a season; nothing under five.")
