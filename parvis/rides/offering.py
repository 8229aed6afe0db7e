"""Somebody who comes offers seats in their car. Those already aboard are counted first."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.chronicle.recording import record
from parvis.meetings.models import Registration
from parvis.members.models import Member
from parvis.rides.asking_again import ask_again
from parvis.rides.coming import held, note
from parvis.rides.models import Car, RideWish
from parvis.rides.models.car import MOST_SEATS
from parvis.rides.refusals import CannotRide, to_cars
from parvis.rides.suggesting import suggest

USUALLY_BEFORE = timedelta(minutes=30)
EARLIEST = timedelta(hours=12)
_NOTED = gettext_lazy("Noted seats in your car for: %(title)s.")


@transaction.atomic
def offer(
    *,
    registration: Registration,
    seats: int,
    place_words: str,
    at: datetime,
    leaves_at: datetime | None = None,
    channel: str = "web",
    by: Member | None = None,
) -> Car:
    """So many seats beside those who come with the driver. Offered already: the same car, as it is said now.

    leaves_at: half an hour before the meeting when nobody said it. by: who wrote it down for them.
    Raises CannotRide.
    """
    registration = held(registration, at)
    meeting, place_words = registration.meeting, " ".join(place_words.split())[:120]
    leaves_at = leaves_at or meeting.begins_at - USUALLY_BEFORE
    car = Car.objects.live().filter(meeting=meeting, driver=registration.member_id).first() or Car(
        meeting=meeting, driver=registration.member, offered_at=at, channel=channel, made_by=by
    )
    _check(registration, car, seats, place_words, leaves_at)
    is_news = bool(car.pk) and (car.place_words, car.leaves_at) != (place_words, leaves_at)
    car.seats, car.place_words, car.leaves_at = seats, place_words, leaves_at
    car.meets_at, car.version, car.aboard = meeting.begins_at, meeting.version, registration.party
    car.save()
    record("rides.offered", subject=car, at=at, person=(by or registration.member).pk,
           for_person=registration.member_id, meeting=meeting.pk, seats=seats)  # fmt: skip
    note(registration, by, _NOTED, at)
    if is_news:
        ask_again(car, at)
    suggest(meeting, at)
    return car


def _check(registration: Registration, car: Car, seats: int, place_words: str, leaves_at: datetime) -> None:
    meeting, ways = registration.meeting, to_cars(registration)
    looks = RideWish.objects.live().filter(meeting=meeting, member=registration.member_id).exists()
    for is_wrong, reason in [
        (looks, _("You look for a car yourself. Take that back first.")),
        (not 1 <= seats <= MOST_SEATS, _("Say how many seats are free: from one to eight.")),
        (seats < car.taken, _("More seats than that are promised already.")),
        (not place_words, _("Say where you leave from.")),
        (leaves_at >= meeting.begins_at, _("Leave before the meeting begins.")),
        (leaves_at < meeting.begins_at - EARLIEST, _("That is too long before the meeting.")),
    ]:
        if is_wrong:
            raise CannotRide(reason, ways)
