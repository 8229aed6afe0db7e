"""A car does not leave, somebody comes otherwise, the meeting is off, it is over: seats are free again,
those concerned are told at once, and who still looks for a car is asked again."""

from datetime import datetime

from django.db import transaction

from parvis.kit.locking import hold
from parvis.meetings.models import Meeting
from parvis.members.models import Member
from parvis.rides import telling
from parvis.rides.models import Car, Ride, RideWish
from parvis.rides.suggesting import suggest


@transaction.atomic
def take_back_car(*, meeting: Meeting, member: Member, at: datetime) -> bool:
    """They do not drive after all: everybody in the car is told, and another car is looked for."""
    hold(Meeting.objects.filter(pk=meeting.pk))
    car = Car.objects.live().filter(meeting=meeting, driver=member).first()
    if car is None:
        return False
    for ride in list(Ride.objects.live().filter(car=car).for_page().order_by("pk")):
        end_ride(ride, Ride.End.CAR_GONE, at)
        telling.off(ride, [ride.wish.member], at)
    Car.objects.filter(pk=car.pk).update(ended_at=at)
    suggest(meeting, at)
    return True


@transaction.atomic
def take_back_wish(*, meeting: Meeting, member: Member, at: datetime) -> bool:
    """They need no car any more: who drives is told if they had said yes, and the seat is free."""
    hold(Meeting.objects.filter(pk=meeting.pk))
    wish = RideWish.objects.live().filter(meeting=meeting, member=member).first()
    if wish is None:
        return False
    for ride in list(Ride.objects.live().filter(wish=wish).for_page()):
        end_ride(ride, Ride.End.RIDER_GONE, at)
        if ride.driver_yes_at:
            telling.off(ride, [ride.car.driver], at)
    RideWish.objects.filter(pk=wish.pk).update(ended_at=at)
    suggest(meeting, at)
    return True


def take_back(*, meeting: Meeting, member: Member, at: datetime) -> bool:
    """Their car, or their wish for one; False when there was neither."""
    return take_back_car(meeting=meeting, member=member, at=at) or take_back_wish(
        meeting=meeting, member=member, at=at
    )


@transaction.atomic
def stop_rides(*, meeting: Meeting, at: datetime) -> int:
    """The meeting is cancelled, or at a distance: no car leaves. Cars and wishes stay, should it be again."""
    hold(Meeting.objects.filter(pk=meeting.pk))
    rides = list(Ride.objects.live().filter(car__meeting=meeting).for_page().order_by("pk"))
    for ride in rides:
        was_agreed = ride.is_agreed
        end_ride(ride, Ride.End.MEETING_OFF, at)
        telling.off(ride, (ride.car.driver, ride.wish.member) if was_agreed else (), at)
    return len(rides)


def close_due(at: datetime) -> int:
    """After the meeting nothing is open any more, and nobody is told; how many meetings."""
    open_ones = Meeting.objects.filter(ends_at__lte=at)
    open_ones = open_ones.filter(cars__ended_at=None, cars__isnull=False) | open_ones.filter(
        ride_wishes__ended_at=None, ride_wishes__isnull=False
    )
    due = list(open_ones.order_by("pk").values_list("pk", flat=True).distinct()[:50])
    for pk in due:
        _close(pk, at)
    return len(due)


@transaction.atomic
def _close(pk: int, at: datetime) -> None:
    hold(Meeting.objects.filter(pk=pk))
    Ride.objects.live().filter(car__meeting=pk).update(ended_at=at, end=Ride.End.OVER)
    Car.objects.live().filter(meeting=pk).update(ended_at=at)
    RideWish.objects.live().filter(meeting=pk).update(ended_at=at)


def let_go_due(at: datetime) -> int:
    """Nobody answered in time: the seat is for the next one, another car is looked for; how many."""
    late = Ride.objects.asked().filter(answer_until_at__lte=at, car__meeting__begins_at__gt=at)
    due = list(late.order_by("pk").values_list("pk", "car__meeting")[:100])
    return sum(_let_go(pk, meeting, at) for pk, meeting in due)


@transaction.atomic
def _let_go(pk: int, meeting_pk: int, at: datetime) -> int:
    hold(Meeting.objects.filter(pk=meeting_pk))
    late = Ride.objects.asked().filter(pk=pk, answer_until_at__lte=at)
    ride = late.for_page().first()
    if ride is None:
        return 0
    end_ride(ride, Ride.End.UNANSWERED, at)
    both = (ride.car.driver, ride.wish.member)
    telling.off(ride, [one for one in both if ride.yes_of(one.pk)], at)
    suggest(ride.car.meeting, at)
    return 1


def end_ride(ride: Ride, why: str, at: datetime, *, no_of: str = "") -> None:
    """Its seats are free again. no_of: the side that said no. The meeting's row is held."""
    ride.ended_at, ride.end, ride.no_of = at, why, no_of
    ride.save(update_fields=["ended_at", "end", "no_of"])
    car = Car.objects.get(pk=ride.car_id)
    car.taken -= ride.people
    car.save(update_fields=["taken"])
    ride.car.taken = car.taken
