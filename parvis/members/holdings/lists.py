"""Lists that moved in, and the wish to leave itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.members.holdings.register import Going, Holding, Row, Rule, holds_nobody, register
from parvis.members.holdings.rows import deletes_older, forget, in_words, rows_of
from parvis.members.models import ContactPoint, Import, ImportLine, Leaving, Member, Role, Texts
from parvis.members.moving_in.likeness import key, name_key
from parvis.members.moving_in.limits import KEPT_FOR_DAYS

_LINES = {"list": _("List"), "brought_at": _("Brought"), "line": _("Line")}
_LEAVING = {"asked_at": _("Asked"), "erases_at": _("Erased on"), "texts": _("What becomes of my texts")}
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


def _leaving(member: Member) -> Iterator[Row]:
    for leaving in Leaving.objects.filter(member=member):
        yield {
            "asked_at": leaving.asked_at,
            "erases_at": leaving.erases_at,
            "texts": in_words(Texts, leaving.texts),
        }


def _forget_leaving(going: Going) -> None:
    """Their own goes last, with the member: it is what makes an interrupted erasure begin again."""
    forget(going.member, (Leaving, "asked_by"))


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
LEAVING = Holding(
    "members.leaving",
    words=_("That somebody wishes to leave, and on which day"),
    why=_("To leave them seven days to change their mind."),
    kept_for=_("Until that day. Then a number alone stays, which tells nothing."),
    seen_by=_("The person."),
    roles=(Role.Kind.ADMINISTRATOR,),
    columns=("members.Leaving.member", "members.Leaving.asked_by"),
    fields=_LEAVING,
    export=_leaving,
    erase=_forget_leaving,
)


def hold() -> None:
    """Write these holdings into the register."""
    holds_nobody(
        "members.Erasure.person", why="A number that stood for somebody erased; nothing else is left."
    )
    register(LISTS, LEAVING)
