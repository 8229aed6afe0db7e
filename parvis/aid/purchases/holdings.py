"""What group purchases and partners hold about people."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.aid.models import GroupPurchase, Partner, Share
from parvis.members.holdings.register import Going, Holding, Row, Rule, register
from parvis.members.holdings.rows import deletes, deletes_older, forget, rows_of
from parvis.members.models import Member

THREE_MONTHS = timedelta(days=92)
_SHARE = {"purchase": _("What"), "how_many": _("How many"), "said_at": _("Said")}
_ORGANISED = {"title": _("What"), "begun_at": _("Begun"), "fetched_at": _("Fetched")}
_WRITTEN = {"title": _("Name"), "why": _("Why")}


def _shares(member: Member) -> Iterator[Row]:
    rows = Share.objects.filter(member=member).order_by("pk")
    return rows_of(_SHARE, rows.values_list("purchase__title", "how_many", "said_at"))


def _organised(member: Member) -> Iterator[Row]:
    rows = GroupPurchase.objects.filter(organiser=member).order_by("pk")
    return rows_of(_ORGANISED, rows.values_list("title", "begun_at", "fetched_at"))


def _partners(member: Member) -> Iterator[Row]:
    rows = Partner.objects.filter(ask=member).order_by("pk")
    return rows_of(_WRITTEN, rows.values_list("title", "why"))


def _old(before: datetime) -> QuerySet[GroupPurchase]:
    return GroupPurchase.objects.filter(fetched_until_at__lt=before)


def _forget_organiser(going: Going) -> None:
    forget(going.member, (GroupPurchase, "organiser"))


def _forget_partner(going: Going) -> None:
    forget(going.member, (Partner, "ask"), (Partner, "written_by"))


SHARES = Holding(
    "aid.shares",
    words=_("How many one takes of a group purchase"),
    why=_("To order, and to hand over."),
    kept_for=_("Three months after it was fetched."),
    seen_by=_("Who organises it, and who animates."),
    columns=("aid.Share.member",),
    fields=_SHARE,
    export=_shares,
    erase=deletes(Share, "member"),
    rules=(
        Rule(
            "aid.purchases",
            words=_("Group purchases, with who took how many"),
            since=_("after the day it was fetched"),
            kept=THREE_MONTHS,
            apply=deletes_older(_old),
        ),
    ),
)
ORGANISERS = Holding(
    "aid.organisers",
    words=_("Who organises a group purchase"),
    why=_("So that one knows whom to ask."),
    kept_for=_("Three months after it was fetched."),
    seen_by=_("Those the purchase is open to."),
    columns=("aid.GroupPurchase.organiser",),
    fields=_ORGANISED,
    export=_organised,
    erase=_forget_organiser,
)
PARTNERS = Holding(
    "aid.partners",
    words=_("Who answers questions about a partner, and who wrote it on the list"),
    why=_("So that one knows whom to ask."),
    kept_for=_("As long as the partner is on the list."),
    seen_by=_("Members read who to ask; nobody, who wrote it."),
    columns=("aid.Partner.ask", "aid.Partner.written_by"),
    fields=_WRITTEN,
    export=_partners,
    erase=_forget_partner,
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(SHARES, ORGANISERS, PARTNERS)
