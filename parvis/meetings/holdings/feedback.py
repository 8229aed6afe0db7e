"""What meetings hold of those who are asked how it was, and of words somebody signed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.meetings.models import FeedbackAnswer, FeedbackGuest
from parvis.members.holdings.register import Holding, Row, Rule, holds_nobody, register
from parvis.members.holdings.rows import deletes, deletes_older, in_words, rows_of
from parvis.members.models import Member

HALF_A_YEAR = timedelta(days=182)
_ASKED = {"meeting": _("Meeting"), "state": _("State")}
_SIGNED = {"meeting": _("Meeting"), "words": _("Words")}


def _asked(member: Member) -> Iterator[Row]:
    rows = FeedbackGuest.objects.filter(member=member).order_by("feedback__meeting__begins_at")
    for title, state in rows.values_list("feedback__meeting__title", "state"):
        yield {"meeting": title, "state": in_words(FeedbackGuest.State, state)}


def _signed(member: Member) -> Iterator[Row]:
    rows = FeedbackAnswer.objects.filter(signed_by=member).order_by("words")
    return rows_of(_SIGNED, rows.values_list("question__feedback__meeting__title", "words"))


def _old_sentences(before: datetime) -> QuerySet[FeedbackAnswer]:
    """Counts stay; words have served."""
    return FeedbackAnswer.objects.filter(question__feedback__closed_at__lt=before).exclude(words="")


ASKED = Holding(
    "meetings.feedback",
    words=_("Who is asked how a meeting was, and whether they answered; never what"),
    why=_("To ask once, and not twice."),
    kept_for=_("Thirty days."),
    seen_by=_("Nobody: the machine alone reads it."),
    columns=("meetings.FeedbackGuest.member",),
    fields=_ASKED,
    export=_asked,
    erase=deletes(FeedbackGuest, "member"),
)
SIGNED = Holding(
    "meetings.signed_words",
    words=_("Words about a meeting which somebody signed"),
    why=_("To do better next time."),
    kept_for=_("Six months after the questions close. Counts stay."),
    seen_by=_("Whoever organises this meeting."),
    columns=("meetings.FeedbackAnswer.signed_by",),
    fields=_SIGNED,
    export=_signed,
    erase=deletes(FeedbackAnswer, "signed_by"),
    rules=(
        Rule(
            "meetings.feedback_words",
            words=_("Sentences about a meeting, signed or not"),
            since=_("after the questions close"),
            kept=HALF_A_YEAR,
            apply=deletes_older(_old_sentences),
        ),
    ),
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(ASKED, SIGNED)
    holds_nobody("meetings.Feedback", why="How many were asked after a meeting, how many answered.")
    holds_nobody("meetings.FeedbackQuestion", why="What is asked after a meeting.")
