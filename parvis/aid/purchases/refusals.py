"""What a group purchase says no to; each refusal names a person or a page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.aid.models import GroupPurchase
from parvis.aid.refusals import TooYoung, to_someone
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.models import Member


class CannotBuy(Refusal):
    """What was said of the purchase does not hold together."""


class PurchaseClosed(Refusal):
    """The list is closed, or it was called off."""


class TooMany(Refusal):
    """More than one may take, or more than is left."""


class PurchaseChanged(Refusal):
    """It was written anew since the form was opened; `row`: as it stands now."""

    def __init__(self, row: GroupPurchase) -> None:
        reason = _("This purchase was changed meanwhile. Compare, then save once more.")
        super().__init__(reason, to_purchase(row))
        self.row = row


class NotYourPurchase(Refusal):
    """Whoever organises it changes it and reads its list."""

    status = 403


def check_grown(member: Member) -> None:
    """Money passes between people, and a list shows names: TooYoung under fifteen."""
    if member.minor_until_on is not None:
        raise TooYoung(_("Under fifteen, a parent buys for you."), to_someone())


def to_purchase(row: GroupPurchase) -> WayOut:
    """Who organises it, and its page."""
    if row.organiser is None:
        return WayOut(_("See the purchase"), reverse("aid:purchase", args=[row.pk]))
    words = _("Talk to %(name)s, who organises it") % {"name": row.organiser.first_name}
    return WayOut(words, reverse("aid:purchase", args=[row.pk]))


def to_purchases() -> WayOut:
    return WayOut(_("See the group purchases"), reverse("aid:purchases"))
