"""Who somebody is, how they are reached, what they agreed to."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from parvis.members.contacts import shown
from parvis.members.holdings.register import Going, Holding, Row, register
from parvis.members.holdings.rows import deletes, forget, in_words, rows_of
from parvis.members.models import Consent, ContactPoint, Member, Pace, PenName, Role, Says, TurnedName, Wish

_ME = {
    "name": _("Name"),
    "pen_name": _("Pen name"),
    "wears_pen_name": _("Pen name on badges"),
    "pronouns": _("Pronouns"),
    "about": _("A few words about me"),
    "card_code": _("Code of my card"),
    "language": _("Language"),
    "is_listed": _("Listed in “Who is who”"),
    "needs_calling": _("Prefers to be called"),
    "wish": _("Wishes to receive"),
    "large_print": _("Large print"),
    "joined_at": _("Joined"),
    "verified_at": _("Known since"),
    "left_at": _("Left"),
}
_WAYS = {
    "kind": _("Kind"),
    "address": _("Address or number"),
    "via_name": _("Through"),
    "receives_sms": _("Receives text messages"),
    "is_preferred": _("Preferred"),
    "added_at": _("Added"),
    "verified_at": _("Checked"),
}
_PACE = {"asked_on": _("Asked"), "says": _("Answer"), "before": _("Before"), "after": _("Since then")}
_CONSENTS = {
    "sentence": _("Sentence"),
    "how": _("How"),
    "given_at": _("Given"),
    "withdrawn_at": _("Taken back"),
    "heard_by": _("Heard by"),
}


def _me(member: Member) -> Iterator[Row]:
    pen_name = PenName.objects.filter(member=member).first()
    facts = {key: getattr(member, key) for key in _ME if not key.endswith("pen_name")}
    is_worn = bool(pen_name and pen_name.is_worn)
    yield {**facts, "pen_name": pen_name.name if pen_name else "", "wears_pen_name": is_worn}


def _forget_me(going: Going) -> None:
    """The row itself goes last, once every holding is empty."""
    PenName.objects.filter(member=going.member).delete()
    TurnedName.objects.filter(member=going.member).delete()


def _ways(member: Member) -> Iterator[Row]:
    for point in member.contact_points.order_by("pk"):
        kind = in_words(ContactPoint.Kind, point.kind)
        yield {key: getattr(point, key) for key in _WAYS} | {"kind": kind, "address": shown(point)}


def _forget_ways(going: Going) -> None:
    going.member.contact_points.all().delete()
    forget(going.member, (ContactPoint, "via"))


def _pace(member: Member) -> Iterator[Row]:
    for pace in Pace.objects.filter(member=member):
        before, after = in_words(Wish, pace.before), in_words(Wish, pace.after)
        says = in_words(Says, pace.says)
        yield {"asked_on": pace.asked_on, "says": says, "before": before, "after": after}


def _consents(member: Member) -> Iterator[Row]:
    rows = member.consents.order_by("given_at", "pk").values_list(
        "sentence", "how", "given_at", "withdrawn_at", "heard_by__name"
    )
    for sentence, how, *rest in rows:
        yield from rows_of(_CONSENTS, [(sentence, in_words(Consent.How, how), *rest)])


def _forget_consents(going: Going) -> None:
    deletes(Consent, "member")(going)
    forget(going.member, (Consent, "heard_by"))


PERSON = Holding(
    "members.person",
    words=_("The name, and what somebody says of themselves"),
    why=_("To know who comes."),
    kept_for=_("As long as they are a member."),
    seen_by=_("The person. Members, when the person wished to be listed."),
    roles=(Role.Kind.CORRESPONDENT, Role.Kind.ADMINISTRATOR),
    columns=("members.PenName.member", "members.TurnedName.member"),
    fields=_ME,
    export=_me,
    export_to=lambda member, reader: (
        {**row, "pen_name": "", "wears_pen_name": False} for row in _me(member)
    ),
    erase=_forget_me,
)
PACE = Holding(
    "members.pace",
    words=_("Whether somebody wishes to be written to more, less or as now"),
    why=_("To write as much as they wish, and less when they say nothing."),
    kept_for=_("Until the next season."),
    seen_by=_("The person."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=("members.Pace.member",),
    fields=_PACE,
    export=_pace,
    erase=deletes(Pace, "member"),
)
CONTACT_POINTS = Holding(
    "members.contact_points",
    words=_("How to reach somebody: numbers and addresses"),
    why=_("To tell them what concerns them, and nothing else."),
    kept_for=_("Until they remove it, or leave."),
    seen_by=_("The person."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=("members.ContactPoint.member", "members.ContactPoint.via"),
    fields=_WAYS,
    export=_ways,
    export_to=lambda member, reader: _ways(member),
    erase=_forget_ways,
)
CONSENTS = Holding(
    "members.consents",
    words=_("What somebody agreed to: the exact sentence, the day, how"),
    why=_("So that they can read it again and take it back."),
    kept_for=_("As long as they are a member."),
    seen_by=_("The person."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=("members.Consent.member", "members.Consent.heard_by"),
    fields=_CONSENTS,
    export=_consents,
    export_to=lambda member, reader: _consents(member),
    erase=_forget_consents,
)


def hold() -> None:
    """Write these holdings into the register."""
    register(PERSON, CONTACT_POINTS, PACE, CONSENTS)
