"""What group purchases and partners hold about people."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.aid.models import GroupPurchase, Partner, PurchaseReview, Review, Share
from parvis.members.holdings.register import Going, Holding, Row, Rule, holds_nobody, register
from parvis.members.holdings.rows import deletes, deletes_older, forget, in_words, rows_of
from parvis.members.models import Member, Role

THREE_MONTHS = timedelta(days=92)
_SHARE = {"purchase": _("What"), "how_many": _("How many"), "said_at": _("Said")}
_ORGANISED = {"title": _("What"), "begun_at": _("Begun"), "fetched_at": _("Fetched")}
_REVIEW = {"verdict": _("What was decided"), "reason": _("Why"), "at": _("When")}
_WRITTEN = {"title": _("Name"), "why": _("Why")}


def _shares(member: Member) -> Iterator[Row]:
    """Under the name they know: words somebody reads first are their author's, and nobody else's."""
    rows = Share.objects.filter(member=member).select_related("purchase__held").order_by("pk")
    for row in rows:
        yield {"purchase": row.purchase.title_for(member), "how_many": row.how_many, "said_at": row.said_at}


def _organised(member: Member) -> Iterator[Row]:
    rows = GroupPurchase.objects.filter(organiser=member).order_by("pk")
    return rows_of(_ORGANISED, rows.values_list("title", "begun_at", "fetched_at"))


def _partners(member: Member) -> Iterator[Row]:
    rows = Partner.objects.filter(ask=member).order_by("pk")
    return rows_of(_WRITTEN, rows.values_list("title", "why"))


def _reviews(member: Member) -> Iterator[Row]:
    rows = PurchaseReview.objects.filter(purchase__organiser=member).order_by("pk")
    for verdict, reason, at in rows.values_list("verdict", "reason", "at"):
        yield {"verdict": in_words(Review.Verdict, verdict), "reason": reason, "at": at}


def _old(before: datetime) -> QuerySet[GroupPurchase]:
    return GroupPurchase.objects.filter(fetched_until_at__lt=before)


def _forget_organiser(going: Going) -> None:
    forget(going.member, (GroupPurchase, "organiser"))


def _forget_readers(going: Going) -> None:
    forget(going.member, (PurchaseReview, "by"), (PurchaseReview, "turn_to"))


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
REVIEWS = Holding(
    "aid.purchase_reviews",
    words=_("Who decided about a group purchase, and whom its organiser may turn to"),
    why=_("So that a decision has a face, and can be undone."),
    kept_for=_("As long as the purchase."),
    seen_by=_("Who organises the purchase, and who reads notices again."),
    columns=("aid.PurchaseReview.by", "aid.PurchaseReview.turn_to"),
    fields=_REVIEW,
    export=_reviews,
    erase=_forget_readers,
    roles=(Role.Kind.ANIMATOR, Role.Kind.ADMINISTRATOR),
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
    register(SHARES, ORGANISERS, REVIEWS, PARTNERS)
    holds_nobody("aid.HeldPurchase", why="Why a rule would rather that somebody looks first.")
