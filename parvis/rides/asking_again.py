"""Hour or place are not what both agreed to: the seats stay held, and both are asked again."""

from datetime import datetime

from parvis.rides import telling
from parvis.rides.models import Car, Ride
from parvis.rides.suggesting import until


def ask_again(car: Car, at: datetime, *, but_driver: bool = True) -> int:
    """Ask those in the car, and those who were asked; how many rides. The meeting's row is held.

    but_driver: the driver said the new hour or place themselves, and need not answer.
    """
    rides = list(Ride.objects.live().filter(car=car).for_page().order_by("pk"))
    for ride in rides:
        ride.car = car
        ride.agreed_at = ride.rider_yes_at = None
        ride.driver_yes_at = ride.driver_yes_at if but_driver else None
        ride.answer_until_at, ride.round = until(car, at), ride.round + 1
        ride.save(update_fields=["agreed_at", "rider_yes_at", "driver_yes_at", "answer_until_at", "round"])
        telling.ask(ride, at)
    return len(rides)
