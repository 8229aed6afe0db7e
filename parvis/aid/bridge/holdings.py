"""What the bridge holds: who is ready; while it is awake, who was asked, who is looked after."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from parvis.aid.models import HelpKind, LookedAfter, Readiness, Volunteer, Wake
from parvis.members.holdings.register import Going, Holding, Row, holds_nobody, register
from parvis.members.holdings.rows import deletes, forget, in_words, rows_of
from parvis.members.models import Member, Role

_READY = {"kinds": _("What I can do"), "said_at": _("Said")}
_ASKED = {"wake": _("What for"), "state": _("State")}
_AFTER = {"wake": _("What for"), "listed_at": _("Since"), "heard_at": _("Last call")}
_WOKEN = {"words": _("What for"), "woken_at": _("From"), "ends_at": _("Until")}
_AWAKE = _("Until the bridge sleeps again, a month at most.")


def _ready(member: Member) -> Iterator[Row]:
    for row in Readiness.objects.filter(member=member):
        yield {"kinds": ", ".join(in_words(HelpKind, kind) for kind in row.kinds), "said_at": row.said_at}


def _asked(member: Member) -> Iterator[Row]:
    rows = Volunteer.objects.filter(member=member).order_by("wake")
    for words, state in rows.values_list("wake__words", "state"):
        yield {"wake": words, "state": in_words(Volunteer.State, state)}


def _after(member: Member) -> Iterator[Row]:
    rows = LookedAfter.objects.filter(member=member).order_by("wake")
    return rows_of(_AFTER, rows.values_list("wake__words", "listed_at", "heard_at"))


def _woken(member: Member) -> Iterator[Row]:
    rows = Wake.objects.filter(by=member).order_by("pk")
    return rows_of(_WOKEN, rows.values_list("words", "woken_at", "ends_at"))


def _forget_hands(going: Going) -> None:
    forget(going.member, (Wake, "by"), (LookedAfter, "listed_by"), (LookedAfter, "heard_by"))


READY = Holding(
    "aid.ready",
    words=_("That one may count on somebody in hard times"),
    why=_("To ask them once when the bridge is woken."),
    kept_for=_("Until they take it back."),
    seen_by=_("Nobody, until they say yes to a call: then those who keep the list."),
    columns=("aid.Readiness.member",),
    fields=_READY,
    export=_ready,
    erase=deletes(Readiness, "member"),
    roles=(Role.Kind.CORRESPONDENT, Role.Kind.ANIMATOR, Role.Kind.ADMINISTRATOR),
)
VOLUNTEERS = Holding(
    "aid.volunteers",
    words=_("Who was asked to help this time, and what they said"),
    why=_("To ask once, and to know who calls whom."),
    kept_for=_AWAKE,
    seen_by=_("Those who keep the list."),
    columns=("aid.Volunteer.member",),
    fields=_ASKED,
    export=_asked,
    erase=deletes(Volunteer, "member"),
    roles=(Role.Kind.CORRESPONDENT, Role.Kind.ANIMATOR, Role.Kind.ADMINISTRATOR),
)
LOOKED_AFTER = Holding(
    "aid.looked_after",
    words=_("Who is called while times are hard, and whether all is well"),
    why=_("So that nobody is left alone. No illness is written down."),
    kept_for=_AWAKE,
    seen_by=_("Who calls them, and those who keep the list."),
    columns=("aid.LookedAfter.member",),
    fields=_AFTER,
    export=_after,
    erase=deletes(LookedAfter, "member"),
    roles=(Role.Kind.CORRESPONDENT, Role.Kind.ANIMATOR, Role.Kind.ADMINISTRATOR),
)
WAKES = Holding(
    "aid.wakes",
    words=_("Who woke the bridge, who wrote on its list, who told how somebody is"),
    why=_("So that one knows whom to ask."),
    kept_for=_("The list: until the bridge sleeps. Who woke it: as long as they are here."),
    seen_by=_("Members read who woke it; those who keep the list, the rest."),
    columns=("aid.Wake.by", "aid.LookedAfter.listed_by", "aid.LookedAfter.heard_by"),
    fields=_WOKEN,
    export=_woken,
    erase=_forget_hands,
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(READY, VOLUNTEERS, LOOKED_AFTER, WAKES)
    holds_nobody("aid.BridgeSheet", why="Numbers of lines of the list; gone when the bridge sleeps.")
    holds_nobody("aid.Wake.asked_up_to", why="How far the asking has come.")
