"""What a place, or one room of it, says to whoever would meet there: how many, when, how long."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from parvis.community.identity import current
from parvis.community.models import Closure, Place, Room


@dataclass(frozen=True)
class Ground:
    """A place and perhaps a room, its closures looked up once: asked about many dates, it costs no query."""

    place: Place
    room: Room | None = None
    closures: tuple[Closure, ...] = field(default=(), compare=False)

    @property
    def capacity(self) -> int | None:
        """How many people it holds; None when nobody said."""
        own = self.room.capacity if self.room else None
        return self.place.capacity if own is None else own

    @property
    def setup(self) -> timedelta:
        own = self.room.setup_minutes if self.room else None
        return timedelta(minutes=self.place.setup_minutes if own is None else own)

    @property
    def cleanup(self) -> timedelta:
        own = self.room.cleanup_minutes if self.room else None
        return timedelta(minutes=self.place.cleanup_minutes if own is None else own)

    def taken(self, begins_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
        """From when to when a meeting takes it, set-up and clean-up included."""
        return begins_at - self.setup, ends_at + self.cleanup

    def is_within_hours(self, begins_at: datetime, ends_at: datetime) -> bool:
        """Whether the meeting itself falls within the opening hours; making ready may happen outside them."""
        return self.place.is_within_hours(begins_at, ends_at, current().zone)

    def closed(self, begins_at: datetime, ends_at: datetime) -> list[Closure]:
        """The closures one of whose days the meeting touches."""
        first_on, last_on = days_touched(begins_at, ends_at)
        return [one for one in self.closures if one.touches(first_on, last_on)]

    def is_open(self, begins_at: datetime, ends_at: datetime) -> bool:
        """Open by its hours, and not closed."""
        return self.is_within_hours(begins_at, ends_at) and not self.closed(begins_at, ends_at)

    def says(self, fact: str) -> bool | None:
        """A fact of access: the room's own, else that of its place."""
        own = self.room.says(fact) if self.room else None
        return self.place.says(fact) if own is None else own


def ground_of(place: Place, room: Room | None = None) -> Ground:
    """The ground with its closures; one query."""
    return Ground(place, room, tuple(Closure.objects.of(place, room)))


def days_touched(begins_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """The first and last day of a meeting, by the community's clock; until midnight is that evening."""
    zone = current().zone
    last_at = max(begins_at, ends_at - timedelta(microseconds=1))
    return begins_at.astimezone(zone).date(), last_at.astimezone(zone).date()


def closed_days(closures: Iterable[Closure], first_on: date, last_on: date) -> dict[date, Closure]:
    """Each closed day between these two, and why."""
    days: dict[date, Closure] = {}
    for closure in closures:
        for begins, ends in closure.turns(first_on, last_on):
            on = max(begins, first_on)
            while on <= min(ends, last_on):
                days.setdefault(on, closure)
                on += timedelta(days=1)
    return days
