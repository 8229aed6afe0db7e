"""What ideas hold about people: who asked, who was asked, and answers given with a name."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.ideas.models import Survey, SurveyAnswer, SurveyGuest
from parvis.members.holdings.register import Going, Holding, Row, Rule, holds_nobody, register
from parvis.members.holdings.rows import deletes, deletes_older, forget, in_words, rows_of
from parvis.members.models import Member

HALF_A_YEAR = timedelta(days=182)
_ASKED = {"title": _("What"), "written_at": _("Asked"), "closes_at": _("Answers until")}
_ANSWERED = {"survey": _("Survey"), "state": _("State")}
_SAID = {"survey": _("Survey"), "question": _("Question"), "answer": _("Answer")}


def _asked(member: Member) -> Iterator[Row]:
    rows = Survey.objects.filter(asker=member).order_by("pk")
    return rows_of(_ASKED, rows.values_list("title", "written_at", "closes_at"))


def _guest_of(member: Member) -> Iterator[Row]:
    rows = SurveyGuest.objects.filter(member=member).order_by("survey")
    for title, state in rows.values_list("survey__title", "state"):
        yield {"survey": title, "state": in_words(SurveyGuest.State, state)}


def _said(member: Member) -> Iterator[Row]:
    rows = SurveyAnswer.objects.filter(guest__member=member).select_related("question__survey")
    for row in rows.order_by("question__survey", "question__number"):
        words = dict(row.question.asked.options).get(row.value or 0, row.words)
        yield {"survey": row.question.survey.title, "question": row.question.words, "answer": words}


def _forget_asker(going: Going) -> None:
    forget(going.member, (Survey, "asker"))


def _old(before: datetime) -> QuerySet[Survey]:
    return Survey.objects.filter(ended_at__lt=before)


SURVEYS = Holding(
    "ideas.surveys",
    words=_("The short surveys somebody put to others"),
    why=_("So that one knows who asks."),
    kept_for=_("Six months after the survey."),
    seen_by=_("Those it is put to."),
    columns=("ideas.Survey.asker",),
    fields=_ASKED,
    export=_asked,
    erase=_forget_asker,
    rules=(
        Rule(
            "ideas.surveys",
            words=_("Short surveys, with all answers"),
            since=_("after the survey"),
            kept=HALF_A_YEAR,
            apply=deletes_older(_old),
        ),
    ),
)
GUESTS = Holding(
    "ideas.guests",
    words=_("Who is asked by a short survey, and whether they answered"),
    why=_("To ask once, and not twice."),
    kept_for=_("Until the end of an anonymous survey; otherwise six months after it."),
    seen_by=_("Nobody: the machine alone reads it."),
    columns=("ideas.SurveyGuest.member",),
    fields=_ANSWERED,
    export=_guest_of,
    erase=deletes(SurveyGuest, "member"),
)
ANSWERS = Holding(
    "ideas.answers",
    words=_("Answers to a short survey that is not anonymous"),
    why=_("To know what people think."),
    kept_for=_("Six months after the survey."),
    seen_by=_("Who asked."),
    columns=("ideas.SurveyAnswer.guest",),
    fields=_SAID,
    export=_said,
    erase=deletes(SurveyAnswer, "guest__member"),
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(SURVEYS, GUESTS, ANSWERS)
    holds_nobody("ideas.SurveyQuestion", why="What is asked by a survey.")
    holds_nobody("ideas.Survey.asked_up_to", why="How far the asking has come.")
