"""What meetings hold of date polls: who asked, who answered, with or without account."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.meetings.models import DateAnswer, DatePoll, Respondent
from parvis.members.holdings.register import Going, Holding, Row, Rule, holds_nobody, register
from parvis.members.holdings.rows import deletes, deletes_older, forget, in_words, rows_of
from parvis.members.models import Member, Role

MONTH = timedelta(days=30)
_ASKED = {"title": _("What"), "asked_at": _("Asked"), "closes_at": _("Answers until"), "state": _("State")}
_ANSWERED = {"poll": _("Poll"), "begins_at": _("Date"), "says": _("What was answered")}


def _asked(member: Member) -> Iterator[Row]:
    rows = DatePoll.objects.filter(asker=member).order_by("pk")
    for title, asked_at, closes_at, state in rows.values_list("title", "asked_at", "closes_at", "state"):
        words = in_words(DatePoll.State, state)
        yield {"title": title, "asked_at": asked_at, "closes_at": closes_at, "state": words}


def _answered(member: Member) -> Iterator[Row]:
    rows = DateAnswer.objects.filter(respondent__member=member).order_by("date__begins_at", "pk")
    said = rows.values_list("respondent__poll__title", "date__begins_at", "says")
    words = ((title, at, in_words(DateAnswer.Says, says)) for title, at, says in said)
    return rows_of(_ANSWERED, words)


def _forget_answers(going: Going) -> None:
    deletes(Respondent, "member")(going)
    forget(going.member, (Respondent, "made_by"))


def _over(before: datetime) -> QuerySet[DatePoll]:
    """Ended for that long; or never closed by anybody, its last answer that long ago."""
    return DatePoll.objects.filter(
        Q(ended_at__lt=before) | Q(state=DatePoll.State.OPEN, closes_at__lt=before)
    )


POLLS = Holding(
    "meetings.polls",
    words=_("The date polls somebody asked"),
    why=_("To choose a date together."),
    kept_for=_("Thirty days after the choice or the end."),
    seen_by=_("Those to whom it is put, and those who have the link."),
    columns=("meetings.DatePoll.asker",),
    fields=_ASKED,
    export=_asked,
    erase=deletes(DatePoll, "asker"),
    rules=(
        Rule(
            "meetings.polls",
            words=_("Date polls, with the answers and names of those without account"),
            since=_("after the choice or the end"),
            kept=MONTH,
            apply=deletes_older(_over),
        ),
    ),
)
POLL_ANSWERS = Holding(
    "meetings.poll_answers",
    words=_("Which dates of a poll suit somebody"),
    why=_("To choose a date together, and to register those who said yes."),
    kept_for=_("Thirty days after the choice or the end."),
    seen_by=_("Who asked; the others of the poll too, unless names are hidden."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=("meetings.Respondent.member", "meetings.Respondent.made_by"),
    fields=_ANSWERED,
    export=_answered,
    erase=_forget_answers,
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    holds_nobody("meetings.ProposedDate", why="A date of a poll, not a person.")
    holds_nobody("meetings.DateAnswer", why="Goes with the person who answered, in “meetings.poll_answers”.")
    register(POLLS, POLL_ANSWERS)
