"""Those somebody said no to and may still say yes to, at all the meetings they come to: three questions."""

from collections.abc import Iterable, Sequence
from typing import Any

from parvis.rides.declining import Noes, mine_to_change, noes_with
from parvis.rides.models import Car, RideWish
from parvis.rides.nearness import nearness
from parvis.rides.showing import Again, Seen


def after_all(seen: Sequence[Seen]) -> dict[int, list[Again]]:
    """Registration (id) → « finalement oui », while there is a seat; of cars the nearest first.

    seen: of one person. Three questions at most, whatever the number of meetings.
    """
    if not seen:
        return {}
    me = seen[0].registration.member_id
    noes = noes_with(me, [one.registration.meeting_id for one in seen])
    others = {meeting: set(_others(pairs, me)) for meeting, pairs in noes.items()}
    driving = {one.car.meeting_id: one for one in seen if one.car}
    looking = {one.wish.meeting_id: one for one in seen if one.wish and not one.rides}
    return {**_as_driver(driving, others, me), **_as_rider(looking, others, me)}


def _others(noes: Noes, me: int) -> Iterable[tuple[int, int]]:
    """The pairs (driver, rider) of which this person may lift the no."""
    return (pair for pair in noes if mine_to_change(noes, *pair, me))


def _as_driver(driving: dict[int, Seen], pairs: dict[int, set[tuple[int, int]]], me: int) -> dict[int, Any]:
    riders = {rider for meeting in driving for driver, rider in pairs.get(meeting, ()) if driver == me}
    if not riders:
        return {}
    found: dict[int, list[Again]] = {}
    rows = RideWish.objects.looking().filter(meeting__in=driving, member__in=riders)
    for wish in rows.select_related("member"):
        one = driving[wish.meeting_id]
        if one.car and (me, wish.member_id) in pairs.get(wish.meeting_id, ()) and wish.people <= one.car.free:
            found.setdefault(one.registration.pk, []).append(Again(wish.member, one.car, is_driver=True))
    return found


def _as_rider(looking: dict[int, Seen], pairs: dict[int, set[tuple[int, int]]], me: int) -> dict[int, Any]:
    drivers = {driver for meeting in looking for driver, rider in pairs.get(meeting, ()) if rider == me}
    if not drivers:
        return {}
    found: dict[int, list[Again]] = {}
    rows = Car.objects.with_seats().filter(meeting__in=looking, driver__in=drivers).order_by("pk")
    for car in rows.select_related("driver"):
        one = looking[car.meeting_id]
        if one.wish and (car.driver_id, me) in pairs.get(car.meeting_id, ()) and one.wish.people <= car.free:
            found.setdefault(one.registration.pk, []).append(Again(car.driver, car, is_driver=False))
    for one in looking.values():
        words = one.wish.place_words if one.wish else ""
        found.get(one.registration.pk, []).sort(key=lambda again: -nearness(again.car.place_words, words))
    return found
