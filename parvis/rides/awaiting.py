"""What cars ask of somebody: « l’emmenez-vous ? », « cette voiture vous convient-elle ? »."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.community.switches import is_on
from parvis.members.awaiting import Awaited, Choice
from parvis.members.models import Member
from parvis.rides import wording
from parvis.rides.answering import answer
from parvis.rides.models import Ride
from parvis.rides.showing import Shared

MOST = 6


def asked_of(person: Member, now: datetime) -> list[Awaited]:
    """Rides that wait for their yes or no; one question."""
    if not is_on("rides"):
        return []
    mine = Q(car__driver=person, driver_yes_at=None) | Q(wish__member=person, rider_yes_at=None)
    rides = Ride.objects.asked().filter(mine, car__meeting__begins_at__gt=now).for_page().order_by("pk")
    return [_awaited(ride, person) for ride in rides[:MOST]]


def _awaited(ride: Ride, person: Member) -> Awaited:
    shared = Shared(ride, ride.is_driver(person.pk), ride.other_of(person.pk).first_name, True, "")
    facts = [ride.car.meeting.title]
    if shared.is_driver:  # to the other one, the title says it
        facts += [wording.wish_words(ride.wish), wording.car_words(ride.car)]
    facts = [fact for fact in [*facts, wording.numbers_are_told()] if fact]
    title = shared.words if shared.is_driver else wording.would_suit(ride)
    key = f"{ride.pk}-{ride.round}"
    return Awaited(
        f"ride-{ride.pk}", title, facts,
        [
            Choice(f"ride-yes-{key}", _("Yes, gladly"), _say(ride, person, says_yes=True)),
            Choice(f"ride-no-{key}", _("No, not this time"), _say(ride, person, says_yes=False)),
        ],
    )  # fmt: skip


def _say(ride: Ride, person: Member, *, says_yes: bool) -> Callable[[datetime], object]:
    return lambda at: answer(ride=ride, member=person, says_yes=says_yes, at=at)
