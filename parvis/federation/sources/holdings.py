"""What calendars of others hold of people: who looks after them."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.federation.models import Source
from parvis.members.holdings.register import Going, Holding, Row, holds_nobody, register
from parvis.members.holdings.rows import forget, rows_of
from parvis.members.models import Member, Role

_LOOKED_AFTER = {"calendar": _("Calendar"), "added_at": _("Added")}


def _looked_after(member: Member) -> Iterator[Row]:
    rows = Source.objects.filter(Q(told=member) | Q(added_by=member)).order_by("pk")
    return rows_of(_LOOKED_AFTER, rows.values_list("name", "added_at"))


def _forget(going: Going) -> None:
    """The calendar goes on coming in; an administrator is told instead."""
    forget(going.member, (Source, "told"), (Source, "added_by"))


SOURCES = Holding(
    "federation.sources",
    words=_("The calendars of others somebody added, or is told of"),
    why=_("So that somebody hears when one cannot be read any more."),
    kept_for=_("As long as they are a member. The calendar stays, without the name."),
    seen_by=_("Administrators."),
    roles=(Role.Kind.ADMINISTRATOR,),
    columns=("federation.Source.told", "federation.Source.added_by"),
    fields=_LOOKED_AFTER,
    export=_looked_after,
    erase=_forget,
)


def hold() -> None:
    """Write this holding into the register of personal data."""
    register(SOURCES)
    holds_nobody(
        "federation.Reading",
        "federation.Imported",
        why="What an organiser announces to everyone, not a person.",
    )
