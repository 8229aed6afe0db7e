"""The purchase of an address, for who may see it."""

from datetime import datetime

from django.shortcuts import get_object_or_404

from parvis.aid.models import GroupPurchase, Share
from parvis.aid.purchases.organising import organises
from parvis.members.models import Member

MOST = 12


def waiting_share(reader: Member, pk: int) -> Share | None:
    """What this person takes of a purchase whose words somebody reads first; None: its page is for them."""
    mine = Share.objects.select_related("purchase__held", "purchase__circle", "purchase__organiser")
    share = mine.filter(purchase=pk, member=reader, purchase__held__isnull=False).first()
    return None if share is None or organises(reader, share.purchase) else share


def to_fetch(member: Member, now: datetime) -> list[Share]:
    """What this person takes of purchases to come, the soonest first; none whose words are held back."""
    known = GroupPurchase.objects.visible_to(member).filter(
        cancelled_at=None, held=None, fetched_until_at__gt=now
    )
    mine = Share.objects.filter(member=member, purchase__in=known).select_related("purchase__place")
    return list(mine.order_by("purchase__fetched_at", "pk")[:MOST])


def purchase_for(reader: Member, pk: int) -> GroupPurchase:
    """Of a circle: its members, and who animates it. Http404."""
    row = get_object_or_404(GroupPurchase.objects.for_page(), pk=pk)
    if organises(reader, row):
        return row
    return get_object_or_404(GroupPurchase.objects.visible_to(reader).for_page(), pk=pk)
