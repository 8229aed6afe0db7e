"""What the desk keeps about people: who typed which paper in, who chose the day of the post."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.desk.models import PostingDay, TypedSheet
from parvis.members.holdings.register import Going, Holding, Row, Rule, holds_nobody, register
from parvis.members.holdings.rows import deletes_older, forget, in_words
from parvis.members.models import Member, Role

YEAR = timedelta(days=365)


def _typed(member: Member) -> Iterator[Row]:
    for sheet in TypedSheet.objects.filter(last_by=member).order_by("last_at", "pk"):
        yield {"at": sheet.last_at, "what": in_words(TypedSheet.Kind, sheet.kind), "code": sheet.code}


def _forget(going: Going) -> None:
    forget(going.member, (TypedSheet, "first_by"), (TypedSheet, "last_by"), (PostingDay, "chosen_by"))


def _old_sheets(before: datetime) -> QuerySet[TypedSheet]:
    return TypedSheet.objects.filter(last_at__lt=before)


TYPED_SHEETS = Holding(
    "desk.typed_sheets",
    words=_("Which papers somebody typed in, and the day of the post somebody chose"),
    why=_("So that a paper is never typed in twice."),
    kept_for=_("A year after it was typed in."),
    seen_by=_("The correspondents."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=("desk.TypedSheet.first_by", "desk.TypedSheet.last_by", "desk.PostingDay.chosen_by"),
    fields={"at": _("When"), "what": _("What"), "code": _("Code")},
    export=_typed,
    erase=_forget,
    rules=(
        Rule(
            "desk.typed_sheets",
            words=_("Which papers were typed in"),
            since=_("after they were typed in"),
            kept=YEAR,
            apply=deletes_older(_old_sheets),
        ),
    ),
)


def hold() -> None:
    """Write this holding into the register of personal data."""
    holds_nobody("desk.WeekSheet", why="Which meetings stand on a sheet of paper.")
    register(TYPED_SHEETS)
