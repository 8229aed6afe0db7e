"""Nobody to sit with this time: said with words, once; they are of the next draw, whatever their rhythm."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction

from parvis.tables.coffee import purposes, wording
from parvis.tables.coffee.company import Company
from parvis.tables.coffee.telling import tell_alone, tell_one
from parvis.tables.models import CoffeeRing, CoffeeWish, Cup


@transaction.atomic
def wait_for_others(wishes: Iterable[CoffeeWish], at: datetime) -> None:
    """Who waits already has heard it, and hears nothing."""
    for wish in wishes:
        if CoffeeWish.objects.filter(pk=wish.pk, goes_first=False).update(goes_first=True):
            tell_alone(wish, wording.alone, at)


def wait_in(ring: CoffeeRing, persons: Iterable[int], at: datetime) -> None:
    """The same, of these members of a ring; who left it since hears nothing."""
    wishes = CoffeeWish.objects.filter(ring=ring, member__in=list(persons)).select_related("member")
    wait_for_others(wishes.order_by("pk"), at)


def stay_alone(lonely: Cup, gone: str, at: datetime) -> None:
    """Their coffee is off, for nobody else is free: said in time. gone: the first name of who cannot come."""
    CoffeeWish.objects.filter(ring=lonely.draw.ring_id, member=lonely.member_id).update(goes_first=True)
    company = Company(lonely, lonely.coffee, [], [], [])
    tell_one(company, purposes.OFF, partial(wording.off, gone=gone), at)
