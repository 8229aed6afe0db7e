"""The end of a membership: the wish to leave, a suspension, a removal."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from parvis.members.holdings.register import Going, Holding, Row, holds_nobody, register
from parvis.members.holdings.rows import forget, in_words, rows_of
from parvis.members.models import Leaving, Member, Removal, Role, Suspension, Texts

_LEAVING = {"asked_at": _("Asked"), "erases_at": _("Erased on"), "texts": _("What becomes of my texts")}
_OUT = {"at": _("When"), "until_at": _("Until"), "reason": _("Reason"), "turn_to": _("Whom to talk to")}


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


def _kept_out(member: Member) -> Iterator[Row]:
    """Who decided it is in the journal; here, what was said."""
    suspended = Suspension.objects.filter(member=member)
    yield from rows_of(_OUT, suspended.values_list("at", "until_at", "reason", "turn_to__name"))
    for removal in Removal.objects.filter(member=member).select_related("turn_to"):
        reason, turn_to = removal.reason, removal.turn_to.name if removal.turn_to else None
        yield {"at": removal.at, "until_at": None, "reason": reason, "turn_to": turn_to}


def _forget_kept_out(going: Going) -> None:
    Suspension.objects.filter(member=going.member).delete()
    Removal.objects.filter(member=going.member).delete()
    forget(going.member, (Suspension, "by"), (Suspension, "turn_to"), (Removal, "by"), (Removal, "turn_to"))


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
KEPT_OUT = Holding(
    "members.kept_out",
    words=_("A suspension or a removal: when, why, whom to talk to"),
    why=_("So that nobody is kept out without a reason they can read."),
    kept_for=_("Until it ends, or until they are erased."),
    seen_by=_("The person."),
    roles=(Role.Kind.ADMINISTRATOR,),
    columns=tuple(
        f"members.{column}"
        for column in (
            "Suspension.member",
            "Suspension.by",
            "Suspension.turn_to",
            "Removal.member",
            "Removal.by",
            "Removal.turn_to",
        )
    ),
    fields=_OUT,
    export=_kept_out,
    erase=_forget_kept_out,
)


def hold() -> None:
    """Write these holdings into the register."""
    holds_nobody(
        "members.Erasure.person", why="A number that stood for somebody erased; nothing else is left."
    )
    register(LEAVING, KEPT_OUT)
