"""Nobody to sit with this time: said with words, once; they are of the next draw, whatever their rhythm."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction

from parvis.tables.coffee import wording
from parvis.tables.coffee.telling import tell_alone
from parvis.tables.models import CoffeeRing, CoffeeWish


@transaction.atomic
def wait_for_others(wishes: Iterable[CoffeeWish], at: datetime, *, gone: str = "") -> None:
    """gone: the first name of who could not come. Who waits already has heard it, and hears nothing."""
    for wish in wishes:
        if CoffeeWish.objects.filter(pk=wish.pk, goes_first=False).update(goes_first=True):
            tell_alone(wish, partial(wording.alone, gone), at)


def wait_in(ring: CoffeeRing, persons: Iterable[int], at: datetime, *, gone: str = "") -> None:
    """The same, of these members of a ring; who left it since hears nothing."""
    wishes = CoffeeWish.objects.filter(ring=ring, member__in=list(persons)).select_related("member")
    wait_for_others(wishes.order_by("pk"), at, gone=gone)
