"""« Vous êtes-vous vus ? » asked once; a yes only feeds the memory of the draws, and the count of all."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.encounters import forget, meet
from parvis.kit.locking import hold
from parvis.meetings.booked import foresee
from parvis.tables.coffee import purposes, wording
from parvis.tables.coffee.refusals import CoffeeOver, to_somebody
from parvis.tables.coffee.telling import tell_each
from parvis.tables.models import Coffee, Cup
from parvis.tables.models.coffee import LASTS

AFTER = timedelta(hours=18)  # the next morning
BEFORE = timedelta(hours=26)  # the reminder
FRESH = timedelta(hours=12)  # who agreed so lately still remembers
ANSWERED_WITHIN = timedelta(days=30)


def remind_due(at: datetime) -> int:
    """The day before an agreed coffee, its people are reminded; how many coffees."""
    rows = Coffee.objects.agreed().filter(reminded_at=None, begins_at__gt=at, begins_at__lte=at + BEFORE)
    return sum(_remind(pk, at) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, at: datetime) -> bool:
    hold(Coffee.objects.filter(pk=pk))
    rows = Coffee.objects.agreed().filter(pk=pk, reminded_at=None, begins_at__gt=at)
    coffee = rows.select_related("place", "draw").first()
    if coffee is None or not rows.update(reminded_at=at):
        return False
    taken = _taken_since(coffee)
    if taken:
        Coffee.objects.filter(pk=pk).update(place=None)
        coffee.place = None
    if taken or (coffee.agreed_at is not None and coffee.agreed_at < at - FRESH):
        tell_each(coffee, purposes.REMINDER, partial(wording.reminder, taken=taken), at)
    return True


def _taken_since(coffee: Coffee) -> str:
    """The name of the place, when it was closed or given to a meeting after they agreed."""
    if coffee.place is None or coffee.begins_at is None:
        return ""
    hours = [(coffee.begins_at, coffee.begins_at + LASTS)]
    return coffee.place.name if any(foresee(place=coffee.place, room=None, hours=hours)) else ""


def ask_due(at: datetime) -> int:
    """The morning after, ask once whether they met, by writing only; how many coffees."""
    since = at - purposes.ASKED_WITHIN
    rows = Coffee.objects.agreed().filter(asked_at=None, begins_at__gt=since, begins_at__lte=at - AFTER)
    return sum(_ask(pk, at) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _ask(pk: int, at: datetime) -> bool:
    hold(Coffee.objects.filter(pk=pk))
    rows = Coffee.objects.agreed().filter(pk=pk, asked_at=None)
    coffee = rows.select_related("place", "draw").first()
    if coffee is None or not rows.update(asked_at=at):
        return False
    known = coffee.cups.held().filter(has_met__isnull=False).values_list("member", flat=True)
    tell_each(coffee, purposes.MET, wording.met, at, but=list(known), in_writing=True)
    return True


@transaction.atomic
def say_met(*, cup: Cup, has_met: bool, at: datetime) -> None:
    """Said once, or again: the last answer counts. Raises CoffeeOver before its hour, or long after it."""
    hold(Coffee.objects.filter(cups=cup.pk))
    fresh = Cup.objects.for_page().get(pk=cup.pk)
    if not can_say(fresh, at):
        raise CoffeeOver(_("There is nothing to answer here now."), to_somebody())
    Cup.objects.filter(pk=fresh.pk).update(has_met=has_met)
    _remember(fresh.coffee)


def can_say(cup: Cup, at: datetime) -> bool:
    """Whether the question stands: after its hour, within a month."""
    begins_at = cup.coffee.begins_at
    if cup.left_at is not None or begins_at is None or cup.coffee.ended_at is not None:
        return False
    return begins_at < at < begins_at + ANSWERED_WITHIN


def _remember(coffee: Coffee) -> None:
    """Who met: all but those who say no, when somebody says yes; else nobody did."""
    said = dict(coffee.cups.held().values_list("member", "has_met"))
    persons = [person for person, has_met in said.items() if has_met is not False]
    if coffee.begins_at is None or True not in said.values() or len(persons) < 2:
        forget(gathering=coffee)
        return
    minutes = int(LASTS.total_seconds() // 60)
    meet(gathering=coffee, began_at=coffee.begins_at, minutes=minutes, persons=persons, unnamed=0)
