"""The purchase of an address, for who may see it."""

from django.shortcuts import get_object_or_404

from parvis.aid.models import GroupPurchase
from parvis.aid.purchases.organising import organises
from parvis.members.models import Member


def purchase_for(reader: Member, pk: int) -> GroupPurchase:
    """Of a circle: its members, and who animates it. Http404."""
    row = get_object_or_404(GroupPurchase.objects.for_page(), pk=pk)
    if organises(reader, row):
        return row
    return get_object_or_404(GroupPurchase.objects.visible_to(reader).for_page(), pk=pk)
