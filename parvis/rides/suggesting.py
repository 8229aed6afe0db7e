"""Who looks for a car and who drives from nearly there: both are asked. No one is put into a car unasked."""

from datetime import datetime, timedelta

from parvis.meetings.models import Meeting
from parvis.rides import telling
from parvis.rides.declining import noes_of
from parvis.rides.models import Car, Ride, RideWish
from parvis.rides.nearness import nearness

THEY_HAVE = timedelta(hours=24)
AT_LEAST = timedelta(minutes=30)
_TRIED = (Ride.End.UNANSWERED, Ride.End.RIDER_GONE)


def suggest(meeting: Meeting, at: datetime) -> int:
    """Join those who look for a car with the nearest one; how many. The meeting's row is held.

    The first to ask is served first; two who said no to each other are not asked again. Nobody is asked for
    a meeting that is cancelled, or at a distance.
    """
    takes_place = Meeting.objects.filter(pk=meeting.pk, cancellation=None)
    if not takes_place.exclude(mode=Meeting.Mode.REMOTE).exists():
        return 0
    cars = list(Car.objects.with_seats().filter(meeting=meeting, leaves_at__gt=at).order_by("pk"))
    tried = set(Ride.objects.filter(car__in=cars, end__in=_TRIED).values_list("car", "wish"))
    noes = noes_of(meeting) if cars else {}
    joined = 0
    for wish in RideWish.objects.looking().filter(meeting=meeting) if cars else []:
        known = [car for car in cars if (car.pk, wish.pk) not in tried]
        car = _nearest([car for car in known if (car.driver_id, wish.member_id) not in noes], wish)
        if car is not None:
            join(car, wish, at)
            joined += 1
    return joined


def join(
    car: Car,
    wish: RideWish,
    at: datetime,
    *,
    driver_yes_at: datetime | None = None,
    rider_yes_at: datetime | None = None,
) -> Ride:
    """Hold the seats, and ask whoever has not said yes. The meeting's row is held."""
    ride = Ride(
        car=car, wish=wish, people=wish.people, asked_at=at, answer_until_at=until(car, at),
        driver_yes_at=driver_yes_at, rider_yes_at=rider_yes_at,
    )  # fmt: skip
    car.taken += ride.people
    car.save(update_fields=["taken"])
    ride.save()
    telling.ask(ride, at)
    return ride


def until(car: Car, at: datetime) -> datetime:
    """How long both have to answer: a day, less when the car leaves soon."""
    return min(at + THEY_HAVE, max(at + AT_LEAST, car.leaves_at - timedelta(hours=2)))


def _nearest(cars: list[Car], wish: RideWish) -> Car | None:
    fitting = [car for car in cars if car.free >= wish.people and car.driver_id != wish.member_id]
    near = [(nearness(car.place_words, wish.place_words), car) for car in fitting]
    return max(near, key=lambda pair: pair[0])[1] if any(score for score, _car in near) else None
