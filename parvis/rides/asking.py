"""Somebody who comes looks for a seat in a car."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.chronicle.recording import record
from parvis.meetings.models import Registration
from parvis.members.models import Member
from parvis.rides.coming import held, note
from parvis.rides.declining import noes_of
from parvis.rides.models import Car, Ride, RideWish
from parvis.rides.models.car import MOST_SEATS
from parvis.rides.refusals import CannotRide, CarFull, RideGone, to_cars
from parvis.rides.suggesting import join, suggest

_NOTED = gettext_lazy("Noted that you look for a car for: %(title)s.")


@transaction.atomic
def ask(
    *,
    registration: Registration,
    at: datetime,
    place_words: str = "",
    people: int | None = None,
    channel: str = "web",
    by: Member | None = None,
    in_car: int | None = None,
) -> RideWish:
    """They are told when somebody near offers a seat. Asked already: the same wish, as it is said now.

    people: all who come together when nobody said it. in_car: the car (id) they would like, which is asked.
    Raises CannotRide, CarFull, RideGone.
    """
    registration = held(registration, at)
    meeting = registration.meeting
    wish = RideWish.objects.live().filter(meeting=meeting, member=registration.member_id).first()
    wish = wish or RideWish(
        meeting=meeting, member=registration.member, asked_at=at, channel=channel, made_by=by
    )
    if in_car is not None and _asked(wish.pk).filter(car=in_car, rider_yes_at__isnull=False).exists():
        return wish  # tapped twice
    people = people or registration.party
    _check(registration, wish, people)
    wish.people, wish.place_words = people, " ".join(place_words.split())[:120] or wish.place_words
    wish.save()
    record("rides.asked", subject=wish, at=at, person=(by or registration.member).pk,
           for_person=registration.member_id, meeting=meeting.pk)  # fmt: skip
    note(registration, by, _NOTED, at)
    if in_car is not None:
        _choose(wish, in_car, registration, at)
    else:
        suggest(meeting, at)
    return wish


@transaction.atomic
def take_along(*, registration: Registration, wish_pk: int, at: datetime) -> Ride:
    """The driver offers a seat to somebody who looks for one. Tapped twice: the same ride.

    Raises CannotRide, CarFull, RideGone.
    """
    registration = held(registration, at)
    mine = {"car__driver": registration.member_id, "car__meeting": registration.meeting_id}
    if known := _asked(wish_pk).filter(**mine, driver_yes_at__isnull=False).first():
        return known
    car = Car.objects.live().filter(meeting=registration.meeting, driver=registration.member_id).first()
    wish = RideWish.objects.looking().filter(meeting=registration.meeting, pk=wish_pk).first()
    if car is None or wish is None:
        raise RideGone(_("They found a car meanwhile."), to_cars(registration))
    if car.free < wish.people:
        raise CarFull(_("There are not enough free seats in your car."), to_cars(registration))
    _check_no(car, wish, registration)
    return join(car, wish, at, driver_yes_at=at)


def _asked(wish_pk: int | None) -> models.QuerySet[Ride]:
    """The rides of this wish that stand."""
    return Ride.objects.live().filter(wish=wish_pk or 0)


def _choose(wish: RideWish, car_pk: int, registration: Registration, at: datetime) -> None:
    car = Car.objects.live().filter(meeting=wish.meeting_id, pk=car_pk).exclude(driver=wish.member_id).first()
    if car is None or car.free < wish.people:
        raise CarFull(_("No seat is left in this car."), to_cars(registration))
    _check_no(car, wish, registration)
    join(car, wish, at, rider_yes_at=at)


def _check_no(car: Car, wish: RideWish, registration: Registration) -> None:
    """Whoever said no is not asked again, by a new car or a new wish either; they may change their mind."""
    if (car.driver_id, wish.member_id) in noes_of(registration.meeting):
        raise RideGone(_("This ride is no longer proposed."), to_cars(registration))


def _check(registration: Registration, wish: RideWish, people: int) -> None:
    drives = Car.objects.live().filter(meeting=registration.meeting, driver=registration.member_id).exists()
    is_joined = bool(wish.pk) and wish.rides.live().exists()
    for is_wrong, reason in [
        (drives, _("You offer seats in your own car. Take that back first.")),
        (is_joined, _("A car is found already, or asked. Answer there first.")),
        (not 1 <= people <= MOST_SEATS, _("One car takes eight people at most.")),
        (people > registration.party, _("You are registered for fewer people than that.")),
    ]:
        if is_wrong:
            raise CannotRide(reason, to_cars(registration))
