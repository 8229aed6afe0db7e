"""« Finalement oui »: whoever said no says yes after all while a seat is free; the other one is asked."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.meetings.models import Registration
from parvis.members.models import Member
from parvis.rides.coming import held, note
from parvis.rides.declining import mine_to_change, noes_of
from parvis.rides.models import Car, Ride, RideWish
from parvis.rides.refusals import CarFull, RideGone, to_cars
from parvis.rides.suggesting import join

_NOTED = gettext_lazy("Noted that a car suits you after all for: %(title)s.")


@transaction.atomic
def say_yes_after_all(
    *, registration: Registration, other: int, at: datetime, by: Member | None = None
) -> Ride:
    """A new ride with this other person (id), who is asked. Said twice: the same ride.

    by: who wrote it down for them. Raises RideGone when it is not theirs to change, or they found otherwise;
    CarFull when the seat went to somebody else; CannotRide.
    """
    registration = held(registration, at)
    me, cars = registration.member_id, Car.objects.live().filter(meeting=registration.meeting_id)
    car = cars.filter(driver=me).first() or cars.filter(driver=other).first()
    rider = other if car is not None and car.driver_id == me else me
    wish = RideWish.objects.live().filter(meeting=registration.meeting_id, member=rider).first()
    if car is None or wish is None or car.driver_id == rider or car.leaves_at <= at:
        raise _gone(registration)
    asked = Ride.objects.live().filter(wish=wish).for_page().first()
    if asked is not None and asked.car_id == car.pk and asked.yes_of(me):
        return asked
    if asked is not None or mine_to_change(noes_of(registration.meeting), car.driver_id, rider, me) is None:
        raise _gone(registration)
    if car.free < wish.people:
        raise CarFull(_("No seat is left in this car."), to_cars(registration))
    note(registration, by, _NOTED, at)
    return join(
        car, wish, at,
        driver_yes_at=at if car.driver_id == me else None, rider_yes_at=at if rider == me else None,
    )  # fmt: skip


def _gone(registration: Registration) -> RideGone:
    return RideGone(_("This ride is no longer proposed."), to_cars(registration))
