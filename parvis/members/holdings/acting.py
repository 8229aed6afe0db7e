"""Who may act for somebody, and who agrees for a child."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.kit.telephones import spoken
from parvis.members.holdings.register import Going, Holding, Row, Rule, register
from parvis.members.holdings.rows import deletes, deletes_older, forget, in_words
from parvis.members.models import Guardian, Mandate, MandateRequest, Member, Role

_MANDATES = {
    "sentence": _("Sentence"),
    "scopes": _("What for"),
    "holder": _("Who acts"),
    "how": _("How"),
    "heard_by": _("Heard by"),
    "given_at": _("Given"),
    "ends_at": _("Until"),
    "ended_at": _("Ended"),
    "ended_why": _("Why it ended"),
}
_GUARDIAN = {
    "parent": _("Parent"),
    "telephone": _("Telephone of the parent"),
    "sentence": _("Sentence"),
    "agreed_at": _("Given"),
    "how": _("How"),
    "heard_by": _("Heard by"),
    "until_on": _("Under fifteen until"),
}


def _mandates(member: Member) -> Iterator[Row]:
    for one in member.mandates.select_related("holder", "heard_by").order_by("given_at", "pk"):
        yield {
            "sentence": one.sentence,
            "scopes": ", ".join(one.scopes_in_words),
            "holder": one.holder.name if one.holder else "",
            "how": in_words(Mandate.How, one.how),
            "heard_by": one.heard_by.name if one.heard_by else "",
            "given_at": one.given_at,
            "ends_at": one.ends_at,
            "ended_at": one.ended_at,
            "ended_why": in_words(Mandate.Why, one.ended_why),
        }
    for asked in member.mandate_requests.select_related("holder").filter(answered_at=None).order_by("pk"):
        known = {"sentence": asked.sentence, "holder": asked.holder.name, "given_at": asked.asked_at}
        yield {**dict.fromkeys(_MANDATES, ""), **known}


def _forget_mandates(going: Going) -> None:
    deletes(Mandate, "member")(going)
    deletes(MandateRequest, "member")(going)
    deletes(MandateRequest, "holder")(going)
    forget(going.member, (Mandate, "holder"), (Mandate, "heard_by"), (Mandate, "ended_by"))


def _guardian(member: Member) -> Iterator[Row]:
    for one in Guardian.objects.filter(child=member).select_related("parent", "heard_by"):
        yield {
            "parent": one.parent.name if one.parent else one.name,
            "telephone": spoken(one.telephone) if one.telephone else "",
            "sentence": one.sentence,
            "agreed_at": one.agreed_at,
            "how": in_words(Mandate.How, one.how),
            "heard_by": one.heard_by.name if one.heard_by else "",
            "until_on": member.minor_until_on,
        }


def _forget_guardian(going: Going) -> None:
    deletes(Guardian, "child")(going)
    forget(going.member, (Guardian, "parent"), (Guardian, "heard_by"))


def _over(before: datetime) -> QuerySet[Mandate]:
    return Mandate.objects.filter(Q(ended_at__lt=before) | Q(ended_at=None, ends_at__lt=before))


MANDATES = Holding(
    "members.mandates",
    words=_("Who may act for somebody, for what, until when, and the sentence they heard"),
    why=_("So that nobody acts for another without their word."),
    kept_for=_("Two years after it ends."),
    seen_by=_("The person."),
    roles=(Role.Kind.CORRESPONDENT, Role.Kind.ADMINISTRATOR),
    columns=(
        "members.Mandate.member",
        "members.Mandate.holder",
        "members.Mandate.heard_by",
        "members.Mandate.ended_by",
        "members.MandateRequest.member",
        "members.MandateRequest.holder",
    ),
    fields=_MANDATES,
    export=_mandates,
    export_to=lambda member, reader: _mandates(member),
    erase=_forget_mandates,
    rules=(
        Rule(
            "members.mandates",
            words=_("Who could act for somebody"),
            since=_("after it ended"),
            kept=timedelta(days=730),
            apply=deletes_older(_over),
        ),
        Rule(
            "members.mandate_requests",
            words=_("The question whether one may act for somebody"),
            since=_("after it was asked"),
            kept=timedelta(days=30),
            apply=deletes_older(lambda before: MandateRequest.objects.filter(asked_at__lt=before)),
        ),
    ),
)
GUARDIANS = Holding(
    "members.guardians",
    words=_("The parent who agrees for somebody under fifteen"),
    why=_("Because a child does not decide alone."),
    kept_for=_("Until the child turns fifteen."),
    seen_by=_("The person."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=("members.Guardian.child", "members.Guardian.parent", "members.Guardian.heard_by"),
    fields=_GUARDIAN,
    export=_guardian,
    export_to=lambda member, reader: _guardian(member),
    erase=_forget_guardian,
)


def hold() -> None:
    """Write these holdings into the register."""
    register(MANDATES, GUARDIANS)
