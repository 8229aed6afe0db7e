"""What tables hold of people: what they say of themselves, whom they would rather avoid, where they sat."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.members.holdings.register import Going, Holding, Row, Rule, holds_nobody, register
from parvis.members.holdings.rows import deletes, deletes_older, forget, in_words, rows_of
from parvis.members.models import Member, Role
from parvis.tables.models import (
    Age,
    Arrangement,
    Attribute,
    Change,
    Composition,
    Departure,
    Language,
    Portrait,
    Seat,
    SilentWish,
    Trade,
)
from parvis.tables.wishing import forget_about, wishes_of

MONTH = timedelta(days=30)
_PORTRAIT = {
    "age": _("Age"),
    "quarter": _("Where I live"),
    "trade": _("What I do"),
    "languages": _("Languages"),
    "needs_easy_table": _("A table easy to get to"),
    "declined": _("Not mixed by"),
    "changed_at": _("Since"),
}
_SEATS = {"meeting": _("Meeting"), "round": _("Round"), "table": _("Table")}
_WISHES = {"name": _("Not with"), "made_at": _("Since")}


def _portrait(member: Member) -> Iterator[Row]:
    for row in Portrait.objects.filter(member=member):
        yield {
            "age": "" if row.age is None else str(Age(row.age).label),
            "quarter": row.quarter,
            "trade": in_words(Trade, row.trade),
            "languages": ", ".join(in_words(Language, code) for code in row.languages),
            "needs_easy_table": row.needs_easy_table,
            "declined": ", ".join(in_words(Attribute, name) for name in row.declined),
            "changed_at": row.changed_at,
        }


def _wishes(member: Member) -> Iterator[Row]:
    for wish, other in wishes_of(member):
        yield {"name": other.name, "made_at": wish.made_at}


def _forget_wishes(going: Going) -> None:
    """Those they made, and those others made about them."""
    SilentWish.objects.filter(member=going.member).delete()
    forget_about(going.member.pk)


def _seats(member: Member) -> Iterator[Row]:
    rows = Seat.objects.filter(arrival__member=member).order_by("pk")
    return rows_of(_SEATS, rows.values_list("arrival__meeting__title", "round__number", "table__name"))


def _forget_seats(going: Going) -> None:
    """Tables keep their number; arrivals forget their people below."""
    forget(
        going.member,
        (Composition, "asked_by"),
        (Arrangement, "by"),
        (Change, "by"),
        (Change, "undone_by"),
        (Departure, "by"),
    )


def _old(before: datetime) -> QuerySet[Composition]:
    """What was lived is in the chronicle by then."""
    return Composition.objects.filter(meeting__ends_at__lt=before)


PORTRAITS = Holding(
    "tables.portraits",
    words=_("What somebody says of themselves to be mixed at tables"),
    why=_("So that people who differ sit together, and nobody sits alone."),
    kept_for=_("Until they change it, or leave."),
    seen_by=_("The person alone. A table shows how many kinds meet, never who."),
    columns=("tables.Portrait.member",),
    fields=_PORTRAIT,
    export=_portrait,
    erase=deletes(Portrait, "member"),
)
WISHES = Holding(
    "tables.wishes",
    words=_("With whom somebody would rather not sit"),
    why=_("So that an evening is not spoilt. Nobody else is told."),
    kept_for=_("Until they take it back, or one of the two leaves."),
    seen_by=_("The person alone: neither animators nor administrators."),
    columns=("tables.SilentWish.member",),
    fields=_WISHES,
    export=_wishes,
    erase=_forget_wishes,
)
SEATS = Holding(
    "tables.seats",
    words=_("At which table somebody sat, and what was changed there"),
    why=_("So that everyone finds their seat, and meets others the next time."),
    kept_for=_("Thirty days after the meeting."),
    seen_by=_("Those who are in the room, while it lasts. Then whoever welcomes at this meeting."),
    roles=(Role.Kind.ANIMATOR, Role.Kind.CORRESPONDENT),
    columns=(
        "tables.Composition.asked_by",
        "tables.Arrangement.by",
        "tables.Change.by",
        "tables.Change.undone_by",
        "tables.Departure.by",
        "tables.Seat.arrival",
    ),
    fields=_SEATS,
    export=_seats,
    erase=_forget_seats,
    rules=(
        Rule(
            "tables.seats",
            words=_("Who sat at which table"),
            since=_("after the meeting"),
            kept=MONTH,
            apply=deletes_older(_old),
        ),
    ),
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(PORTRAITS, WISHES, SEATS)
    holds_nobody("tables.Round", "tables.Table", why="Who sits there is in “tables.seats”.")
