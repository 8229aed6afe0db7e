"""After the draw: a place and three hours for each coffee, and its people told; some at a time."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from parvis.kit.locking import hold
from parvis.tables.coffee import purposes, wording
from parvis.tables.coffee.proposing_hours import plan_for
from parvis.tables.coffee.staying_alone import wait_in
from parvis.tables.coffee.telling import tell_each
from parvis.tables.models import Coffee, CoffeeHour

AT_ONCE = 20  # a third of a second in one transaction


def prepare_due(at: datetime) -> int:
    """Prepare every coffee that was drawn; how many. Two workers share them, nobody is told twice."""
    done = 0
    while waiting := list(Coffee.objects.unprepared().order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        done += _prepare(waiting, at)
    return done


@transaction.atomic
def _prepare(wanted: Sequence[int], at: datetime) -> int:
    hold(Coffee.objects.filter(pk__in=wanted).order_by("pk"))
    rows = Coffee.objects.unprepared().filter(pk__in=wanted).select_related("draw__ring")
    coffees = list(rows.prefetch_related("cups").order_by("pk"))
    plan = plan_for(coffees, at)
    for coffee in coffees:
        coffee.prepared_at = at
        persons = [cup.member_id for cup in coffee.cups.all() if cup.left_at is None]
        if len(persons) < 2:
            _leave(coffee, persons, at)
            continue
        coffee.place, hours = plan.take(persons)
        CoffeeHour.objects.bulk_create(CoffeeHour(coffee=coffee, begins_at=hour) for hour in hours)
        coffee.save(update_fields=["place", "prepared_at"])
        tell_each(coffee, purposes.DRAWN, wording.drawn, at)
    return len(coffees)


def _leave(coffee: Coffee, persons: list[int], at: datetime) -> None:
    """The only one left: of the next draw."""
    coffee.ended_at = at
    coffee.save(update_fields=["prepared_at", "ended_at"])
    wait_in(coffee.draw.ring, persons, at)
