"""Two workers, two people, at the same moment on a real database: each thing happens once."""

import pytest

from parvis.courier.models import Dispatch
from parvis.tables.coffee import jobs
from parvis.tables.coffee.answering import choose, say_yes
from parvis.tables.coffee.dropping_out import drop_out
from parvis.tables.coffee.joining import join, leave
from parvis.tables.models import Coffee, CoffeeWish, Cup, Draw
from tests.meetings.test_races import at_once
from tests.village import settle

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def village(transactional_db, now):
    return settle(now)


@pytest.fixture
def six(village, ring, now):
    people = [village.jeanne, village.paul, village.lea, village.karim, village.pierre, village.lucie]
    for person in people:
        join(ring=ring, member=person, at=now)
    return people


def test_four_workers_make_one_draw_and_write_one_message_each(six, monday):
    at_once([lambda: jobs.draw(at=monday)] * 4)
    assert Draw.objects.count() == 1
    assert Coffee.objects.count() == 3
    assert Cup.objects.count() == 6
    assert Dispatch.objects.filter(purpose="tables.coffee_drawn").count() == 6


def test_joining_twice_at_once_is_joining_once_and_numbers_are_not_shared(village, ring, now):
    at_once(
        [
            lambda person=person: join(ring=ring, member=person, at=now).pk
            for person in [village.lea] * 3 + [village.paul] * 3
        ]
    )
    assert sorted(CoffeeWish.objects.values_list("number", flat=True)) == [0, 1]


def test_both_choose_at_once_and_one_is_first(six, monday):
    jobs.draw(at=monday)
    coffee = Coffee.objects.order_by("pk").first()
    one, two = coffee.cups.order_by("pk")
    hours = [hour.begins_at for hour in coffee.hours.all()]
    at_once([
        lambda: choose(cup=one, begins_at=hours[0], at=monday, seen=0),
        lambda: choose(cup=two, begins_at=hours[1], at=monday, seen=0),
    ])  # fmt: skip
    coffee.refresh_from_db()
    assert coffee.version == 1
    assert Dispatch.objects.filter(purpose="tables.coffee_chosen").count() == 1


def test_all_give_up_at_once_and_nobody_is_forgotten(six, monday):
    jobs.draw(at=monday)
    cups = list(Cup.objects.order_by("pk"))
    at_once([lambda cup=cup: drop_out(cup=cup, at=monday) for cup in cups[:5]])
    last = Cup.objects.get(pk=cups[5].pk)
    assert last.coffee.ended_at is not None
    assert CoffeeWish.objects.get(goes_first=True).member_id == last.member_id
    assert Dispatch.objects.filter(purpose="tables.coffee_off").count() == 1


def test_leaving_while_the_draw_is_made_leaves_no_ghost(six, ring, monday):
    at_once([lambda: jobs.draw(at=monday), lambda: leave(ring=ring, member_id=six[0].pk, at=monday)])
    assert not Cup.objects.held().filter(member=six[0]).exists()
    alone = [coffee for coffee in Coffee.objects.live() if coffee.cups.held().count() < 2]
    assert not alone


def test_a_yes_and_a_no_at_once(six, monday):
    jobs.draw(at=monday)
    coffee = Coffee.objects.order_by("pk").first()
    one, two = coffee.cups.order_by("pk")
    choose(cup=one, begins_at=coffee.hours.first().begins_at, at=monday)
    at_once([lambda: say_yes(cup=two, at=monday), lambda: drop_out(cup=one, at=monday)])
    held = Cup.objects.get(pk=two.pk)
    assert held.coffee_id != coffee.pk
    assert held.coffee.cups.held().count() == 3
