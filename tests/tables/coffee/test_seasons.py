"""A season through the real job, with a moved clock: nobody twice while others are left."""

from datetime import timedelta

from parvis.chronicle.encounters import meet
from parvis.courier.models import Dispatch
from parvis.tables.coffee import jobs
from parvis.tables.coffee.joining import join
from parvis.tables.coffee.remembering import season_of
from parvis.tables.coffee.taking_part import numbers_of
from parvis.tables.models import CoffeeRing, CoffeeWish, Cup, Draw
from tests.village import make_member


def twelve(now, ring):
    people = [make_member(f"Voisine {number}", now, mail=f"v{number}@exemple.fr") for number in range(12)]
    for person in people:
        join(ring=ring, member=person, at=now)
    return people


def pairs():
    by_coffee = {}
    for coffee, member in Cup.objects.order_by("coffee", "member").values_list("coffee", "member"):
        by_coffee.setdefault(coffee, []).append(member)
    return [tuple(one) for one in by_coffee.values()]


def test_twelve_people_eleven_weeks_no_repeat(village, ring, now, monday):
    twelve(now, ring)
    for week in range(11):
        jobs.draw(at=monday + timedelta(weeks=week))
    assert Draw.objects.count() == 11
    assert len(pairs()) == len(set(pairs())) == 66
    assert Dispatch.objects.filter(purpose="tables.coffee_drawn").count() == 12 * 11


def test_the_same_week_is_drawn_once_whoever_asks(village, ring, now, monday):
    twelve(now, ring)
    for minutes in range(0, 60, 15):
        jobs.draw(at=monday + timedelta(minutes=minutes))
    assert Draw.objects.count() == 1
    assert Cup.objects.count() == 12


def test_the_memory_is_made_anew_from_the_rows(village, ring, now, monday):
    people = twelve(now, ring)
    jobs.draw(at=monday)
    numbers = numbers_of(ring)
    season = season_of(ring, numbers)
    for one, other in pairs():
        assert numbers[other] in season.past[numbers[one]]
    meet(
        gathering=people[0],
        began_at=now,
        minutes=60,
        table=3,
        persons=[people[0].pk, people[1].pk],
        unnamed=0,
    )
    meet(gathering=people[1], began_at=now, minutes=60, persons=[one.pk for one in people], unnamed=80)
    assert numbers[people[1].pk] in season_of(ring, numbers).past[numbers[people[0].pk]]
    assert season_of(ring, numbers).past.shape[1] <= 3  # a hall of ninety is not a meeting of two


def test_a_number_is_given_again_when_somebody_left(village, ring, now):
    people = twelve(now, ring)
    CoffeeWish.objects.filter(member=people[4]).delete()
    assert join(ring=ring, member=village.lea, at=now).number == 4
    assert join(ring=ring, member=village.paul, at=now).number == 12


def test_circles_are_mixed_where_the_community_chose_so(village, ring, now, monday):
    people = twelve(now, ring)
    for number, person in enumerate(people):
        circle = village.gardeners if number % 2 else None
        if circle:
            person.memberships.create(circle=circle, asked_at=now, accepted_at=now)
    CoffeeRing.objects.update(joins_circles=True)
    jobs.draw(at=monday)
    assert len(pairs()) == 6
