"""Somebody cannot come: whoever would be left alone joins the nearest others at once, and all hear of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Count, Q

from parvis.chronicle.recording import record
from parvis.kit.locking import hold
from parvis.tables.coffee import purposes, wording
from parvis.tables.coffee.company import companies_of
from parvis.tables.coffee.grouping import MOST
from parvis.tables.coffee.nearness import distance_between
from parvis.tables.coffee.proposing_hours import busy_of
from parvis.tables.coffee.staying_alone import stay_alone
from parvis.tables.coffee.telling import tell_each, tell_one
from parvis.tables.models import Coffee, CoffeeRing, Cup
from parvis.tables.models.coffee import LASTS
from parvis.tables.wishing import apart_among

IN_TIME = timedelta(hours=3)  # before its hour, to join a coffee
MOST_LOOKED_AT = 300


@transaction.atomic
def drop_out(*, cup: Cup, at: datetime) -> None:
    """They cannot come, no reason asked. Twice, or too late: nothing happens."""
    hold(CoffeeRing.objects.filter(draws=cup.draw_id))
    hold(Coffee.objects.filter(cups=cup.pk))
    fresh = Cup.objects.for_page().get(pk=cup.pk)
    coffee = fresh.coffee
    if fresh.left_at is not None or coffee.is_over(at):
        return
    Cup.objects.filter(pk=fresh.pk).update(left_at=at, said_yes=False)
    record("tables.coffee_given_up", subject=coffee, at=at)
    left = list(coffee.cups.held().select_related("member"))
    if len(left) > 1:
        _go_on(coffee, fresh, at)
    else:
        _end(coffee, at)
        for lonely in left:
            lonely.coffee, lonely.draw = coffee, fresh.draw
            _seat(lonely, fresh, at)


@transaction.atomic
def drop_out_everywhere(*, member_id: int, at: datetime, ring: CoffeeRing | None = None) -> int:
    """From every coffee to come, of one ring or of all; how many."""
    rows = Cup.objects.held().filter(member=member_id, coffee__ended_at=None)
    rows = rows.filter(Q(coffee__begins_at=None) | Q(coffee__begins_at__gt=at - LASTS))
    held = rows.filter(draw__ring=ring) if ring is not None else rows
    cups = list(held.order_by("draw__ring", "pk"))
    for cup in cups:
        drop_out(cup=cup, at=at)
    return len(cups)


def _go_on(coffee: Coffee, gone: Cup, at: datetime) -> None:
    """Two or more are left. An hour only who left had said yes to is open again."""
    coffee.version += 1
    yes = coffee.cups.held().filter(said_yes=True).count()
    if yes < 2:
        coffee.agreed_at = None
    if not yes:
        coffee.begins_at, coffee.chosen_by = None, None
    coffee.save(update_fields=["version", "begins_at", "chosen_by", "agreed_at"])
    if coffee.prepared_at is not None:
        tell_each(coffee, purposes.CHANGED, partial(wording.fewer, gone=gone.member.first_name), at)


def _end(coffee: Coffee, at: datetime) -> None:
    coffee.ended_at = at
    coffee.save(update_fields=["ended_at"])


def _seat(lonely: Cup, gone: Cup, at: datetime) -> None:
    """With the nearest others of the same draw; with nobody when there are none: the next draw is theirs."""
    there = _nearest(lonely, at)
    if there is None:
        stay_alone(lonely, gone.member.first_name, at)
        return
    Cup.objects.filter(pk=lonely.pk).update(coffee=there, said_yes=False)
    there.version += 1
    there.save(update_fields=["version"])
    record("tables.coffee_joined", subject=there, at=at)
    if there.prepared_at is None:
        return  # all of them are told together, very soon
    comes, stays = partial(wording.moved, gone=gone.member.first_name), lonely.member.first_name
    for company in companies_of(there):
        is_theirs = company.cup.pk == lonely.pk
        tell_one(
            company, purposes.CHANGED, comes if is_theirs else partial(wording.joined, newcomers=stays), at
        )


def _nearest(lonely: Cup, at: datetime) -> Coffee | None:
    """The coffee that takes them in, held: few people, new faces, when they are free, near."""
    counted = Coffee.objects.live().filter(draw=lonely.draw_id).exclude(pk=lonely.coffee_id)
    rows = counted.annotate(held=Count("cups", filter=Q(cups__left_at=None))).filter(
        held__gte=2, held__lt=MOST
    )
    open_ones = rows.filter(Q(begins_at=None) | Q(begins_at__gt=at + IN_TIME)).prefetch_related(
        "cups", "hours"
    )
    some = open_ones.select_related("place", "draw").order_by("held", "pk")[:MOST_LOOKED_AT]
    known = _without_apart(lonely, [one for one in some if not one.is_over(at)])
    if not known:
        return None
    met = _drawn_before(lonely)
    busy = busy_of([lonely.member_id], at, at + timedelta(days=60)).get(lonely.member_id, [])

    def cost(one: Coffee) -> tuple[int, int, bool, float, bool, int]:
        with_them = [cup.member_id for cup in one.cups.all() if cup.left_at is None]
        again = sum(person in met for person in with_them)
        hour = one.begins_at
        is_taken = hour is not None and any(begins < hour + LASTS and ends > hour for begins, ends in busy)
        far = distance_between(lonely.coffee.place, one.place)
        return len(with_them), again, is_taken, far, one.is_agreed, one.pk

    best = min(known, key=cost)
    hold(Coffee.objects.filter(pk=best.pk))
    return Coffee.objects.select_related("place", "draw__ring").get(pk=best.pk)


def _without_apart(lonely: Cup, coffees: Iterable[Coffee]) -> list[Coffee]:
    rows = list(coffees)
    persons = {cup.member_id for one in rows for cup in one.cups.all()} | {lonely.member_id}
    pairs = {frozenset(pair) for pair in apart_among(persons)}
    return [
        one for one in rows
        if not any(frozenset((lonely.member_id, cup.member_id)) in pairs for cup in one.cups.all())
    ]  # fmt: skip


def _drawn_before(lonely: Cup) -> set[int]:
    """Whom they were drawn with before, in this ring."""
    mine = Coffee.objects.filter(cups__member=lonely.member_id, draw__ring=lonely.draw.ring_id)
    shared = Cup.objects.held().filter(coffee__in=mine.exclude(draw=lonely.draw_id))
    return set(shared.values_list("member", flat=True))
