"""Why rides write to people, and whether they still should when the words leave."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models

from parvis.courier.calm import next_calm_moment
from parvis.courier.letterhead import letterhead
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.rides.models import Car, Ride

ASKED = "rides.asked"
AGREED = "rides.agreed"
OFF = "rides.off"
TOO_MANY = "rides.too_many"
NOTED = "rides.noted"


def _ride(dispatch: Dispatch, now: datetime) -> Ride | None:
    """The ride, while its meeting is ahead."""
    ride = Ride.objects.for_page().filter(pk=dispatch.subject_id or 0).first()
    return ride if ride is not None and ride.car.meeting.begins_at > now else None


def _is_asked(dispatch: Dispatch, now: datetime) -> bool:
    ride = _ride(dispatch, now)
    return ride is not None and ride.is_waiting_for(dispatch.person or 0)


def _is_agreed(dispatch: Dispatch, now: datetime) -> bool:
    ride = _ride(dispatch, now)
    return ride is not None and ride.is_agreed


def _is_off(dispatch: Dispatch, now: datetime) -> bool:
    """It ended, and no other ride was agreed for them since."""
    ride = _ride(dispatch, now)
    if ride is None or ride.ended_at is None:
        return False
    return ride.is_driver(dispatch.person or 0) or not ride.wish.rides.agreed().exists()


def _is_too_full(dispatch: Dispatch, now: datetime) -> bool:
    car = Car.objects.live().filter(pk=dispatch.subject_id or 0, meeting__begins_at__gt=now).first()
    return car is not None and car.taken > 0


def _leaves_at(subject: models.Model | None) -> datetime | None:
    if isinstance(subject, Car):
        return subject.leaves_at
    return subject.car.leaves_at if isinstance(subject, Ride) else None


def _leaves_before_they_would_know(dispatch: Dispatch, now: datetime) -> bool:
    """Kept back until the morning, somebody would wait at the roadside for a car that does not come."""
    morning = next_calm_moment(now, ZoneInfo(letterhead().time_zone), goes_on_sundays=True)
    needed_by_at = dispatch.needed_by_at
    return morning > now and needed_by_at is not None and needed_by_at <= morning + timedelta(hours=1)


def register_all() -> None:
    """All are about what the person joined; two must be known before the car leaves."""
    joined = Matter.JOINED
    for purpose in [
        Purpose(ASKED, still_wanted=_is_asked, needed_by=_leaves_at, matter=joined),
        Purpose(
            AGREED, goes_on_sundays=True, still_wanted=_is_agreed, needed_by=_leaves_at, is_called_too=True,
            cannot_wait=_leaves_before_they_would_know, matter=joined,
        ),
        Purpose(
            OFF, goes_on_sundays=True, still_wanted=_is_off, needed_by=_leaves_at, is_called_too=True,
            cannot_wait=_leaves_before_they_would_know, matter=joined,
        ),
        Purpose(TOO_MANY, still_wanted=_is_too_full, needed_by=_leaves_at, matter=joined),
        Purpose(NOTED, is_answer=True),
    ]:  # fmt: skip
        register_purpose(purpose)
