"""The draw of a ring: one a period, whoever launches it and however often."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.functional import cached_property

from parvis.chronicle.recording import record
from parvis.community.identity import current
from parvis.kit.locking import hold
from parvis.tables.coffee.grouping import group
from parvis.tables.coffee.portraits import traits_in
from parvis.tables.coffee.remembering import season_of
from parvis.tables.coffee.rhythms import due_on
from parvis.tables.coffee.staying_alone import wait_for_others
from parvis.tables.coffee.taking_part import in_turn, numbers_of
from parvis.tables.models import Coffee, CoffeeRing, CoffeeWish, Cup, Draw
from parvis.tables.wishing import apart_among

_AT_ONCE = 1000
_TRIES = 3


def draw_due(at: datetime) -> int:
    """Make the draws whose Monday has come; how many."""
    rings = CoffeeRing.objects.filter(is_on=True).select_related("circle").order_by("pk")
    return sum(draw_ring(ring=ring, at=at) is not None for ring in rings)


def draw_ring(*, ring: CoffeeRing, at: datetime) -> Draw | None:
    """The draw of this period, if it is due and nobody made it; its coffees are prepared afterwards.

    Fewer than two people: nothing is drawn yet, and who is alone hears once that others are awaited.
    """
    zone = current().zone
    monday = due_on(ring.rhythm, at, zone)
    if monday is None or monday < ring.opened_at.astimezone(zone).date() or _is_made(ring, monday):
        return None
    for turn in range(_TRIES):
        lot = _Lot(ring, monday, at)
        if len(lot.wishes) < 2:
            wait_for_others(lot.wishes, at)
            return None
        if turn < _TRIES - 1:
            _ = lot.groups  # the long work, with nothing held
        drawn = _write(lot)
        if drawn is not _MOVED:
            return drawn
    return None


_MOVED = Draw()  # somebody came or left meanwhile: once more


class _Lot:
    """What is drawn: whose turn it is, and the groups, looked up once."""

    def __init__(self, ring: CoffeeRing, monday: date, at: datetime) -> None:
        self.ring, self.monday, self.at = ring, monday, at

    @property
    def is_thought_out(self) -> bool:
        return "groups" in self.__dict__

    @cached_property
    def wishes(self) -> list[CoffeeWish]:
        return in_turn(self.ring, self.monday, self.at)

    @cached_property
    def groups(self) -> list[list[int]]:
        """The persons of each coffee."""
        numbers = numbers_of(self.ring)
        persons = {number: person for person, number in numbers.items()}
        here = [wish.number for wish in self.wishes if wish.number in persons]
        apart = apart_among([wish.member_id for wish in self.wishes])
        found = group(
            here, size=self.ring.size, met=season_of(self.ring, numbers), seed=self.ring.pk,
            apart=[(numbers[a], numbers[b]) for a, b in apart if a in numbers and b in numbers],
            traits=traits_in(self.ring, numbers),
        )  # fmt: skip
        return [[persons[number] for number in one] for one in found]


@transaction.atomic
def _write(lot: _Lot) -> Draw | None:
    """None when somebody else made it; _MOVED when who takes part has changed since it was thought out."""
    hold(CoffeeRing.objects.filter(pk=lot.ring.pk))
    if _is_made(lot.ring, lot.monday):
        return None
    fresh = _Lot(lot.ring, lot.monday, lot.at)
    if not lot.is_thought_out:
        lot = fresh  # too much coming and going: thought out while everybody waits
    elif _persons(fresh.wishes) != _persons(lot.wishes):
        return _MOVED
    try:
        with transaction.atomic():
            drawn = Draw.objects.create(ring=lot.ring, period_on=lot.monday, drawn_at=lot.at)
    except IntegrityError:
        return None
    _pour(drawn, lot.groups)
    _goes_first_is_over(lot.ring, lot.groups)
    record("tables.coffee_drawn", subject=drawn, at=lot.at)
    return drawn


def _pour(drawn: Draw, groups: Sequence[Sequence[int]]) -> None:
    """A coffee for each group, a cup for each person."""
    coffees = Coffee.objects.bulk_create([Coffee(draw=drawn) for _one in groups], batch_size=_AT_ONCE)
    cups = [
        Cup(draw=drawn, coffee=coffee, member_id=person)
        for coffee, one in zip(coffees, groups, strict=True)
        for person in one
    ]
    Cup.objects.bulk_create(cups, batch_size=_AT_ONCE)


def _goes_first_is_over(ring: CoffeeRing, groups: Sequence[Sequence[int]]) -> None:
    together = {person for one in groups if len(one) > 1 for person in one}
    waited = CoffeeWish.objects.filter(ring=ring, goes_first=True)
    had = [wish.pk for wish in waited.only("member_id") if wish.member_id in together]
    CoffeeWish.objects.filter(pk__in=had).update(goes_first=False)


def _is_made(ring: CoffeeRing, monday: date) -> bool:
    return Draw.objects.filter(ring=ring, period_on__gte=monday).exists()


def _persons(wishes: Sequence[CoffeeWish]) -> set[int]:
    return {wish.member_id for wish in wishes}
