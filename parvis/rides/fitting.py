"""More or fewer people come with somebody: those aboard are counted, and seats promised stay promised."""

from datetime import datetime

from django.db import transaction

from parvis.kit.locking import hold
from parvis.meetings.models import Meeting, Registration
from parvis.rides import telling
from parvis.rides.models import Car, RideWish
from parvis.rides.suggesting import suggest


@transaction.atomic
def fit(*, registration: Registration, at: datetime) -> None:
    """The driver's car has fewer seats for others when more come aboard; who looks for a car needs fewer."""
    hold(Meeting.objects.filter(pk=registration.meeting_id))
    party, known = registration.party, {"meeting": registration.meeting_id}
    car = Car.objects.live().select_related("meeting", "driver")
    for one in car.filter(driver=registration.member_id, **known).exclude(aboard=party):
        _fit_car(one, party, at)
    for wish in RideWish.objects.live().filter(member=registration.member_id, people__gt=party, **known):
        _fit_wish(wish, party)
    suggest(registration.meeting, at)


def _fit_car(car: Car, party: int, at: datetime) -> None:
    more = max(0, party - car.aboard)
    has_room = car.seats - more >= car.taken
    car.seats, car.aboard = max(car.seats - more, car.taken), party
    car.save(update_fields=["seats", "aboard"])
    if not has_room:
        telling.too_many(car, at)


def _fit_wish(wish: RideWish, party: int) -> None:
    for ride in wish.rides.live().select_related("car"):
        Car.objects.filter(pk=ride.car_id).update(taken=ride.car.taken - (ride.people - party))
        wish.rides.filter(pk=ride.pk).update(people=party)
    wish.people = party
    wish.save(update_fields=["people"])
