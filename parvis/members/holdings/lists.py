"""The lists people came with."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.members.holdings.register import Going, Holding, Row, Rule, register
from parvis.members.holdings.rows import deletes_older, forget, rows_of
from parvis.members.models import ContactPoint, Import, ImportLine, Member, Role
from parvis.members.moving_in.likeness import key, name_key
from parvis.members.moving_in.limits import KEPT_FOR_DAYS

_LINES = {"list": _("List"), "brought_at": _("Brought"), "line": _("Line")}
_ENDED = (Import.State.DONE, Import.State.UNDONE)


def _lines(member: Member) -> Iterator[Row]:
    rows = ImportLine.objects.filter(member=member).order_by("pk")
    return rows_of(_LINES, rows.values_list("batch__name", "batch__brought_at", "number"))


def _forget_lines(going: Going) -> None:
    """Also of lists still waiting to move in: what has their name and one of their addresses."""
    points = going.member.contact_points.all()
    mails = [key(point.address) for point in points if point.kind == ContactPoint.Kind.MAIL]
    telephones = [key(point.address) for point in points if point.kind == ContactPoint.Kind.TELEPHONE]
    alike = Q(name_key=name_key(going.member.name)) & (
        Q(mail_key__in=mails) | Q(telephone_key__in=telephones)
    )
    ImportLine.objects.filter(Q(member=going.member) | alike).delete()
    forget(going.member, (ImportLine, "twin_member"), (Import, "brought_by"))


def _old_lines(before: datetime, most: int) -> int:
    """The lists themselves keep their name, their day and how many they brought."""
    return deletes_older(
        lambda at: ImportLine.objects.filter(batch__state__in=_ENDED, batch__ended_at__lt=at)
    )(before, most)


LISTS = Holding(
    "members.lists",
    words=_("The line of the list somebody came with, when their association moved in"),
    why=_("To undo a list brought by mistake."),
    kept_for=_("Thirty days."),
    seen_by=_("Nobody else."),
    roles=(Role.Kind.ADMINISTRATOR,),
    columns=(
        "members.ImportLine.member",
        "members.ImportLine.twin_member",
        "members.Import.brought_by",
    ),
    fields=_LINES,
    export=_lines,
    erase=_forget_lines,
    rules=(
        Rule(
            "members.lists",
            words=_("The lines of lists that moved in"),
            since=_("after moving in"),
            kept=timedelta(days=KEPT_FOR_DAYS),
            apply=_old_lines,
        ),
    ),
)


def hold() -> None:
    """Write these holdings into the register."""
    register(LISTS)
