"""What each sees of the cars of a meeting: their own, what waits for an answer, those to choose from."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, Value, prefetch_related_objects
from django.utils.translation import gettext as _

from parvis.community.switches import is_on
from parvis.kit import moments
from parvis.meetings.during import Piece
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.passes import pass_of
from parvis.members.models import Member
from parvis.rides import wording
from parvis.rides.coming import can_share_cars
from parvis.rides.declining import No, mine_to_change, noes_of
from parvis.rides.models import Car, Ride, RideWish
from parvis.rides.nearness import nearness

MOST = 12


@dataclass(frozen=True)
class Seen:
    """rides: live ones of this person. cars, wishes: of others, the nearest first, for who may choose.

    after_all: those they said no to; whoever said no to them is in none of these.
    """

    registration: Registration
    token: str
    car: Car | None
    wish: RideWish | None
    rides: list["Shared"] = field(default_factory=list)
    cars: list[Car] = field(default_factory=list)
    wishes: list[RideWish] = field(default_factory=list)
    after_all: list["Again"] = field(default_factory=list)

    @property
    def is_calm(self) -> bool:
        return not any(shared.waits for shared in self.rides)


@dataclass(frozen=True)
class Again:
    """Somebody they said no to, while there is a seat: « finalement oui ». Nobody else sees that."""

    other: Member
    car: Car
    is_driver: bool


@dataclass(frozen=True)
class Shared:
    """One ride as one of the two sees it. telephone: empty until both agreed."""

    ride: Ride
    is_driver: bool
    name: str
    waits: bool
    telephone: str

    @property
    def words(self) -> str:
        """« Jeanne vous emmène », « Odile vient avec vous », « Odile cherche une voiture »."""
        said = {"name": self.name}
        if self.ride.is_agreed:
            return (
                _("%(name)s comes with you.") if self.is_driver else _("%(name)s takes you along.")
            ) % said
        if self.waits:
            return _("Do you take %(name)s along?") % said if self.is_driver else _("Does this car suit you?")
        return _("We wait for what %(name)s says.") % said


def seen_by(registration: Registration) -> Seen:
    """With what others offer and look for; seven queries at most."""
    seen = seen_each([registration])[0]
    if seen.car is not None:
        _riders(seen, seen.car, noes_of(registration.meeting))
    elif not seen.rides:
        _drivers(seen, seen.wish, noes_of(registration.meeting))
    return seen


def seen_each(registrations: Sequence[Registration], known: Collection[str] | None = None) -> list[Seen]:
    """What is theirs at each meeting one person comes to; one query for most, who share no car.

    known: what they have at all, of « car » and « wish », when somebody asked already.
    """
    if not registrations:
        return []
    member, cars, wishes = registrations[0].member_id, *_own(registrations, known)
    wishes = {meeting: wish for meeting, wish in wishes.items() if meeting not in cars}
    rides = _rides(cars.values(), wishes.values(), member)
    return [
        Seen(
            one, pass_of(one), cars.get(one.meeting_id), wishes.get(one.meeting_id),
            [shared for shared in rides if shared.ride.car.meeting_id == one.meeting_id],
        )
        for one in registrations
    ]  # fmt: skip


def _riders(seen: Seen, car: Car, noes: dict[tuple[int, int], No]) -> None:
    """Who looks for a car; apart, those the driver said no to. Never who said no to the driver."""
    looking = RideWish.objects.looking().filter(meeting=car.meeting_id).select_related("member")
    for wish in _nearest(looking[:MOST], car.place_words):
        if (car.driver_id, wish.member_id) not in noes:
            seen.wishes.append(wish)
        elif wish.people <= car.free and mine_to_change(noes, car.driver_id, wish.member_id, car.driver_id):
            seen.after_all.append(Again(wish.member, car, is_driver=True))


def _drivers(seen: Seen, wish: RideWish | None, noes: dict[tuple[int, int], No]) -> None:
    """Cars with a seat; apart, those they said no to themselves. Never a car whose driver said no."""
    me = seen.registration.member_id
    others = Car.objects.with_seats().filter(meeting=seen.registration.meeting_id).exclude(driver=me)
    for car in _nearest(others.select_related("driver")[:MOST], wish.place_words if wish else ""):
        if (car.driver_id, me) not in noes:
            seen.cars.append(car)
        elif wish and wish.people <= car.free and mine_to_change(noes, car.driver_id, me, me):
            seen.after_all.append(Again(car.driver, car, is_driver=False))


def piece(registration: Registration, now: datetime) -> Piece | None:
    """On the meeting's page and the pass: what is agreed or waits; the way to the cars."""
    if not is_on("rides") or not can_share_cars(registration, now):
        return None
    return Piece("rides/_piece.html", seen_each([registration])[0])


def notes_of(meeting: Meeting) -> dict[int, str]:
    """Beside each name, on the sheet and in the room: « voiture de Jeanne, 13 h 30 »."""
    notes: dict[int, list[str]] = {}
    if not is_on("rides"):
        return {}
    for ride in Ride.objects.agreed().filter(car__meeting=meeting).for_page():
        said = {"name": ride.car.driver.first_name, "hour": moments.hour(ride.car.leaves_at)}
        notes[ride.wish.member_id] = [_("car of %(name)s, %(hour)s") % said]
        notes.setdefault(ride.car.driver_id, []).append(ride.wish.member.first_name)
    drivers = set(Car.objects.live().filter(meeting=meeting).values_list("driver", flat=True))
    return {
        member: _("drives %(names)s") % {"names": ", ".join(said)} if member in drivers else said[0]
        for member, said in notes.items()
    }


@dataclass(frozen=True)
class Full:
    """A car with the names of who is agreed to be in it."""

    car: Car
    names: list[str]


def of_meeting(meeting: Meeting) -> tuple[list[Full], list[RideWish]]:
    """For who welcomes or answers the telephone: every car with who is in it, and who still looks for one."""
    cars = list(
        Car.objects.live().filter(meeting=meeting).select_related("driver").order_by("leaves_at", "pk")
    )
    agreed = Ride.objects.agreed().filter(car__in=cars).select_related("wish__member").order_by("pk")
    full = [Full(car, [ride.wish.member.name for ride in agreed if ride.car_id == car.pk]) for car in cars]
    looking = RideWish.objects.looking().filter(meeting=meeting).select_related("member")
    return full, list(looking)


def _own(
    registrations: Sequence[Registration], known: Collection[str] | None
) -> tuple[dict[int, Car], dict[int, RideWish]]:
    """Meeting → their car, and meeting → their wish for one."""
    meetings, member = [one.meeting_id for one in registrations], registrations[0].member_id
    cars = Car.objects.live().filter(meeting__in=meetings, driver=member)
    wishes = RideWish.objects.live().filter(meeting__in=meetings, member=member)
    known = known if known is not None else {
        what
        for what, _pk in cars.annotate(what=Value("car")).values_list("what", "pk")
        .union(wishes.annotate(what=Value("wish")).values_list("what", "pk"))
    }  # fmt: skip
    return (
        {car.meeting_id: car for car in cars} if "car" in known else {},
        {wish.meeting_id: wish for wish in wishes} if "wish" in known else {},
    )


def _rides(cars: Collection[Car], wishes: Collection[RideWish], member: int) -> list[Shared]:
    if not cars and not wishes:
        return []
    rows = Ride.objects.live().filter(Q(car__in=cars) | Q(wish__in=wishes)).for_page()
    rides = list(rows.order_by("pk"))
    others = [ride.other_of(member) for ride in rides if ride.is_agreed]
    prefetch_related_objects(others, "contact_points")
    return [_shared(ride, member) for ride in rides]


def _shared(ride: Ride, member: int) -> Shared:
    other = ride.other_of(member)
    telephone = wording.telephone_of(other) if ride.is_agreed else ""
    waits = ride.is_waiting_for(member)
    return Shared(ride, ride.is_driver(member), other.first_name, waits, telephone)


def _nearest(rows: Iterable[Any], place_words: str) -> list[Any]:
    return sorted(rows, key=lambda row: -nearness(row.place_words, place_words))
