"""« J’en prends deux », « je n’en prends plus »: by the web, or by telephone through the desk."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.aid.models import GroupPurchase, Share
from parvis.aid.purchases.refusals import PurchaseClosed, TooMany, check_grown, to_purchase, to_purchases
from parvis.aid.purchases.telling import tell_fewer
from parvis.courier.models import Channel
from parvis.members.models import Member


@transaction.atomic
def take(
    *, row: GroupPurchase, member: Member, how_many: int, at: datetime, channel: str = Channel.SCREEN
) -> Share | None:
    """They take so many; the last word holds, 0 takes it back. PurchaseClosed, TooMany, TooYoung.

    The purchase is held meanwhile: two who take the last one at once do not both have it.
    """
    found = GroupPurchase.objects.locked(row.pk)
    mine = Share.objects.filter(purchase=found, member=member).values_list("how_many", flat=True).first() or 0
    if how_many > mine:
        check_grown(member)
    is_open = found.is_open(at)
    if found.waits and found.organiser_id != member.pk and how_many > mine:
        reason = _("Somebody reads its words first. Meanwhile: fewer, or none.")
        raise PurchaseClosed(reason, to_purchases())
    if not is_open:
        _check_fewer(found, mine, how_many, at)
    share = _write(found, member, mine, how_many, at, channel)
    if not is_open and how_many != mine:
        tell_fewer(found, at)
    return share


def _check_fewer(found: GroupPurchase, mine: int, how_many: int, at: datetime) -> None:
    """The list is closed; when the price or the pick-up changed, who takes some may still take fewer."""
    if not mine or not found.may_lessen(at):
        raise PurchaseClosed(_("This list is closed."), to_purchase(found))
    if how_many > mine:
        raise PurchaseClosed(_("The list is closed: fewer, or none."), to_purchase(found))


def _write(
    found: GroupPurchase, member: Member, mine: int, how_many: int, at: datetime, channel: str
) -> Share | None:
    if how_many <= 0:
        Share.objects.filter(purchase=found, member=member).delete()
        return None
    others = found.taken() - mine
    if how_many > found.most_each:
        reason = ngettext("%(most)s for each at most.", "%(most)s for each at most.", found.most_each)
        raise TooMany(reason % {"most": found.most_each}, to_purchase(found))
    if found.most is not None and others + how_many > found.most:
        left = max(found.most - others, 0)
        reason = ngettext("%(left)s is left.", "%(left)s are left.", left) if left else _("Nothing is left.")
        raise TooMany(reason % {"left": left} if left else reason, to_purchase(found))
    known = {"how_many": how_many, "said_at": at, "channel": channel}
    share, _is_new = Share.objects.update_or_create(purchase=found, member=member, defaults=known)
    return share
