"""Nobody answered: one word, the day before the first hour that was proposed, and no other ever."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min

from parvis.courier.models import Channel, Dispatch
from parvis.kit.locking import hold
from parvis.tables.coffee import purposes, wording
from parvis.tables.coffee.telling import tell_each
from parvis.tables.models import Coffee

BEFORE = timedelta(hours=26)
A_DAY = timedelta(days=1)  # to answer what they were told


def nudge_due(at: datetime) -> int:
    """Coffees for which nobody chose an hour, the day before the first proposed one; how many."""
    silent = Coffee.objects.live().filter(begins_at=None, nudged_at=None, prepared_at__lt=at - A_DAY)
    rows = silent.annotate(first=Min("hours__begins_at")).filter(first__gt=at, first__lte=at + BEFORE)
    return sum(_nudge(pk, at) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _nudge(pk: int, at: datetime) -> bool:
    hold(Coffee.objects.filter(pk=pk))
    rows = Coffee.objects.live().filter(pk=pk, nudged_at=None, begins_at=None)
    coffee = rows.select_related("place", "draw").first()
    if coffee is None or not rows.update(nudged_at=at):
        return False
    cups = {cup.pk: cup.member_id for cup in coffee.cups.held()}
    unheard = (
        Dispatch.objects.waiting(Channel.TELEPHONE, Channel.LETTER)
        .filter(purpose=purposes.DRAWN, subject_id__in=cups)
        .values_list("subject_id", flat=True)
    )  # nobody called them, or wrote to them, yet
    tell_each(coffee, purposes.NUDGE, wording.nudge, at, but=[cups[pk] for pk in unheard if pk in cups])
    return True
