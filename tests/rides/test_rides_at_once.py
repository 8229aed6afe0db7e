"""Many people at the same moment, on a real database: no seat of a car is given twice."""

import pytest

from parvis.courier.models import Dispatch
from parvis.kit.refusals import Refusal
from parvis.rides.answering import answer
from parvis.rides.asking import ask
from parvis.rides.changing_minds import say_yes_after_all
from parvis.rides.ending import take_back_car
from parvis.rides.models import Car, Ride
from parvis.rides.offering import offer
from tests.meetings.test_races import at_once
from tests.village import seat, settle

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def village(transactional_db, now):
    return settle(now)


@pytest.fixture
def car(village) -> Car:
    row = seat(village.jeanne, village.cafe, village.now)
    return offer(registration=row, seats=2, place_words="Saint-Martin", at=village.now)


def riders(village):
    return [
        seat(one, village.cafe, village.now)
        for one in (village.paul, village.lea, village.pierre, village.lucie)
    ]


def test_four_ask_at_once_for_two_seats(village, car):
    rows = riders(village)
    said = at_once([lambda row=row: ask(registration=row, at=village.now, in_car=car.pk) for row in rows])
    assert sum(isinstance(one, Refusal) for one in said) == 2
    car.refresh_from_db()
    assert (car.taken, Ride.objects.live().count()) == (2, 2)


def test_both_say_yes_twice_while_the_car_is_taken_back(village, car):
    row = riders(village)[0]
    ask(registration=row, place_words="Saint-Martin", at=village.now)
    ride = Ride.objects.for_page().get()
    acts = [lambda who=who: answer(ride=ride, member=who, says_yes=True, at=village.now)
            for who in (village.jeanne, village.paul) * 2]  # fmt: skip
    at_once([*acts, lambda: take_back_car(meeting=village.cafe, member=village.jeanne, at=village.now)])
    car.refresh_from_db()
    assert car.taken == 0
    assert not Ride.objects.live().exists()


def test_the_last_seat_is_wished_for_after_all_while_another_one_asks(village, car):
    Car.objects.filter(pk=car.pk).update(seats=1)
    first, second = riders(village)[:2]
    ask(registration=first, place_words="Saint-Martin", at=village.now)
    answer(ride=Ride.objects.for_page().get(), member=village.paul, says_yes=False, at=village.now)
    after_all = lambda: say_yes_after_all(registration=first, other=village.jeanne.pk, at=village.now)  # noqa: E731
    said = at_once([after_all, after_all, lambda: ask(registration=second, at=village.now, in_car=car.pk)])
    car.refresh_from_db()
    assert (car.taken, Ride.objects.live().count()) == (1, 1)
    assert any(isinstance(one, Refusal) for one in said)
    assert Dispatch.objects.filter(purpose="rides.asked", person=village.jeanne.pk).count() == 2


def test_yes_after_all_while_the_car_is_taken_back(village, car):
    row = riders(village)[0]
    ask(registration=row, place_words="Saint-Martin", at=village.now)
    answer(ride=Ride.objects.for_page().get(), member=village.paul, says_yes=False, at=village.now)
    at_once([
        lambda: say_yes_after_all(registration=row, other=village.jeanne.pk, at=village.now),
        lambda: take_back_car(meeting=village.cafe, member=village.jeanne, at=village.now),
    ])  # fmt: skip
    car.refresh_from_db()
    assert car.taken == 0
    assert not Ride.objects.live().exists()
