"""A place and three hours for each coffee: where one may stand, when all are free, by daylight, never past.

The agenda of a few hundred people and the books of the places are looked up once for all their coffees.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from parvis.community.identity import current
from parvis.community.models import Place
from parvis.meetings.booked import foresee
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.noticing.calendars import public_holiday
from parvis.tables.coffee.nearness import distance_between
from parvis.tables.models import Coffee, CoffeeWish, Cup, Portrait
from parvis.tables.models.coffee import LASTS

HOURS = (time(15), time(10, 30), time(14), time(16), time(11), time(9, 30))  # the dearest first
PROPOSED = 3
SOON, DAYS = 2, 9  # from the day after tomorrow, for a week: before the next draw's
AROUND = timedelta(minutes=30)  # before and after what somebody goes to
MOST_PLACES = 12
_SUNDAY = 6
_MANY = 10**6
Span = tuple[datetime, datetime]


@dataclass
class Plan:
    """What is known for one lot of coffees; `take` proposes, and remembers what it proposed."""

    hours: list[datetime]
    busy: dict[int, list[Span]]
    near: dict[int, Place]
    open_at: dict[int, set[datetime]]  # place → the hours it may be stood in
    places: dict[int, Place]
    need_easy: set[int] = field(default_factory=set)  # who asks for a place without steps
    expected: Counter[tuple[int, datetime]] = field(default_factory=Counter)

    def take(self, persons: Sequence[int]) -> tuple[Place | None, list[datetime]]:
        """The place nearest to all of them that is open at most of the hours they have; the hours."""
        free = [hour for hour in self.hours if not any(self.is_busy(one, hour) for one in persons)]
        options = [
            (place, [hour for hour in free if self.has_room(place, hour, len(persons))])
            for place in self.places.values()
        ]
        best: tuple[Place | None, list[datetime]] = (None, [])
        if options:
            best = min(options, key=lambda option: self._cost(option, persons))
        place, hours = best if len(spread(best[1])) == PROPOSED or not free else self._or_anywhere(best, free)
        chosen = spread(hours)
        if place is not None:
            self.expected.update({(place.pk, hour): len(persons) for hour in chosen})
        return place, chosen

    def is_busy(self, person: int, hour: datetime) -> bool:
        return any(begins < hour + LASTS and ends > hour for begins, ends in self.busy.get(person, ()))

    def has_room(self, place: Place, hour: datetime, people: int) -> bool:
        held = _MANY if place.capacity is None else place.capacity
        return hour in self.open_at[place.pk] and self.expected[place.pk, hour] + people <= held

    def _or_anywhere(
        self, best: tuple[Place | None, list[datetime]], free: list[datetime]
    ) -> tuple[Place | None, list[datetime]]:
        """Fewer than three hours here: still this place if it has any; else the place is theirs to choose."""
        return best if best[1] else (None, free)

    def _cost(
        self, option: tuple[Place, list[datetime]], persons: Sequence[int]
    ) -> tuple[int, bool, float, int, int]:
        place, hours = option
        missing = PROPOSED - len(spread(hours))
        has_steps = place.is_step_free is not True and not self.need_easy.isdisjoint(persons)
        far = max((distance_between(self.near[one], place) for one in persons if one in self.near), default=0)
        crowd = sum(self.expected[place.pk, hour] for hour in hours)
        return missing, has_steps, far, crowd, place.pk


def plan_for(coffees: Iterable[Coffee], at: datetime) -> Plan:
    """Everything one needs to propose hours for these coffees; a constant number of queries a place."""
    persons = {cup.member_id for coffee in coffees for cup in coffee.cups.all()}
    hours = hours_ahead(at)
    places = {place.pk: place for place in _places()}
    spans = [(hour, hour + LASTS) for hour in hours]
    open_at = {
        pk: {
            hour
            for hour, doubts in zip(hours, foresee(place=place, room=None, hours=spans), strict=True)
            if not doubts
        }
        for pk, place in places.items()
    }
    wished = CoffeeWish.objects.filter(member__in=persons, near__isnull=False).select_related("near")
    near = {wish.member_id: wish.near for wish in wished if wish.near}
    plan = Plan(hours, busy_of(persons, at, at + timedelta(days=DAYS + 1)), near, open_at, places)
    easy = Portrait.objects.filter(member__in=persons, needs_easy_table=True)
    plan.need_easy.update(easy.values_list("member", flat=True))
    plan.expected.update(_expected(places, at))
    return plan


def hours_ahead(at: datetime) -> list[datetime]:
    """The hours one may propose, Sundays and public holidays left out, in their order."""
    zone, of = current().zone, current().public_holidays
    today = at.astimezone(zone).date()
    days = [today + timedelta(days=number) for number in range(SOON, DAYS)]
    open_days = [day for day in days if day.weekday() != _SUNDAY and not public_holiday(day, of)]
    return sorted(datetime.combine(day, hour, zone) for day in open_days for hour in HOURS)


def spread(hours: Sequence[datetime]) -> list[datetime]:
    """Three of them on different days and at different moments, as far as there are; in their order."""
    zone = current().zone
    days: dict[date, list[datetime]] = defaultdict(list)
    for hour in hours:
        days[hour.astimezone(zone).date()].append(hour)
    chosen = [_dearest(days[day], turn) for turn, day in enumerate(_apart(sorted(days)))]
    left = [hour for hour in hours if hour not in chosen]
    return sorted([*chosen, *left[: PROPOSED - len(chosen)]])


def busy_of(persons: Iterable[int], since: datetime, until: datetime) -> dict[int, list[Span]]:
    """When each of them goes to a meeting, welcomes at one, or has a coffee; and a while around."""
    known = list(persons)
    busy: dict[int, list[Span]] = defaultdict(list)
    for person, begins, ends in [
        *_going(known, since, until), *_hosting(known, since, until), *_drinking(known, since, until)
    ]:  # fmt: skip
        busy[person].append((begins - AROUND, ends + AROUND))
    return busy


def _going(persons: list[int], since: datetime, until: datetime) -> Iterator[tuple[int, datetime, datetime]]:
    rows = Registration.objects.live().filter(member__in=persons, meeting__cancellation=None)
    rows = rows.filter(meeting__ends_at__gt=since, meeting__begins_at__lt=until)
    yield from rows.values_list("member", "meeting__begins_at", "meeting__ends_at")


def _hosting(
    persons: list[int], since: datetime, until: datetime
) -> Iterator[tuple[int, datetime, datetime]]:
    rows = Meeting.objects.filter(host__in=persons, cancellation=None, ends_at__gt=since, begins_at__lt=until)
    yield from rows.values_list("host", "begins_at", "ends_at")


def _drinking(
    persons: list[int], since: datetime, until: datetime
) -> Iterator[tuple[int, datetime, datetime]]:
    rows = Cup.objects.held().filter(member__in=persons, coffee__ended_at=None)
    rows = rows.filter(coffee__begins_at__gt=since - LASTS, coffee__begins_at__lt=until)
    for person, begins in rows.values_list("member", "coffee__begins_at"):
        if begins is not None:
            yield person, begins, begins + LASTS


def _places() -> list[Place]:
    """Where two people may simply go: open by its hours, or to all; never a door somebody has to open."""
    own_door = ~Q(opening_hours="") | Q(is_shared=True) | Q(opens="", key_telephone="")
    rows = Place.objects.filter(own_door, is_active=True, is_listed=True, is_on_request=False)
    known = sorted(rows, key=lambda place: (not (place.opening_hours or place.is_shared), place.pk))
    sure = [place for place in known if place.opening_hours or place.is_shared]
    return (sure or known)[:MOST_PLACES]


def _expected(places: dict[int, Place], at: datetime) -> Counter[tuple[int, datetime]]:
    """How many people have their coffee where and when."""
    found: Counter[tuple[int, datetime]] = Counter()
    rows = Cup.objects.held().filter(
        coffee__place__in=places, coffee__begins_at__gt=at, coffee__ended_at=None
    )
    for place, begins_at in rows.values_list("coffee__place", "coffee__begins_at"):
        if place is not None and begins_at is not None:
            found[place, begins_at] += 1
    return found


def _apart(days: list[date]) -> list[date]:
    """Three days of a list, far from one another."""
    if len(days) <= PROPOSED:
        return days
    return [days[0], days[len(days) // 2], days[-1]]


def _dearest(hours: list[datetime], turn: int) -> datetime:
    """The hour one would rather have: an afternoon, then a morning, then another afternoon."""
    zone = current().zone
    order = [*HOURS[turn:], *HOURS[:turn]]
    return min(hours, key=lambda hour: order.index(hour.astimezone(zone).time()))
