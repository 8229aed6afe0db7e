"""What visits hold about people: first names and what they liked, for a few days."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.covisits.models import ChoiceAnswer, CoVisit, Visitor
from parvis.members.holdings.register import Holding, Row, Rule, holds_nobody, register
from parvis.members.holdings.rows import deletes, deletes_older, rows_of
from parvis.members.models import Member

KEPT = timedelta(days=3)
_VISITED = {"joined_at": _("Came"), "first_name": _("First name")}
_ANSWERED = {"answered_at": _("Answered"), "meeting": _("Meeting"), "name": _("Name")}


def _visited(member: Member) -> Iterator[Row]:
    rows = Visitor.objects.filter(member=member).order_by("pk")
    return rows_of(_VISITED, rows.values_list("joined_at", "first_name"))


def _answered(member: Member) -> Iterator[Row]:
    rows = ChoiceAnswer.objects.filter(member=member).order_by("pk")
    return rows_of(_ANSWERED, rows.values_list("answered_at", "choice__meeting__title", "name"))


def _old(before: datetime) -> QuerySet[CoVisit]:
    return CoVisit.objects.filter(ends_at__lt=before)


VISITORS = Holding(
    "covisits.visitors",
    words=_("With whom somebody visits these pages, and what they like there"),
    why=_("So that a few friends choose together."),
    kept_for=_("Three days after the visit."),
    seen_by=_("Those who visit with them."),
    columns=("covisits.Visitor.member", "covisits.Heart.visitor", "covisits.Leaning.visitor"),
    fields=_VISITED,
    export=_visited,
    erase=deletes(Visitor, "member"),
    rules=(
        Rule(
            "covisits.visits",
            words=_("Visits of a few friends, with their first names"),
            since=_("after the visit"),
            kept=KEPT,
            apply=deletes_older(_old),
        ),
    ),
)
ANSWERS = Holding(
    "covisits.answers",
    words=_("What somebody answered when their friends chose a meeting"),
    why=_("To register all of them in one act."),
    kept_for=_("Three days after the visit."),
    seen_by=_("The person; the others see whether they come."),
    columns=("covisits.ChoiceAnswer.member",),
    fields=_ANSWERED,
    export=_answered,
    erase=deletes(ChoiceAnswer, "member"),
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(VISITORS, ANSWERS)
    holds_nobody("covisits.CoVisit", why="A visit; who visits stands beside it.")
    holds_nobody("covisits.Heart.subject_id", why="The meeting, notice or page that is liked.")
    holds_nobody("covisits.Choice", why="A meeting proposed to all who visit; who answers stands beside it.")
