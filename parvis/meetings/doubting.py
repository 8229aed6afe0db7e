"""What speaks against a meeting at a place: taken, closed, outside its hours, or to be asked for first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from parvis.community.ground import Ground
from parvis.community.models import Closure
from parvis.meetings.models import Booking


class Doubt(StrEnum):
    """Why a booking waits for somebody's yes."""

    TAKEN = "taken"
    CLOSED = "closed"
    OUTSIDE_HOURS = "outside_hours"
    ON_REQUEST = "on_request"


@dataclass(frozen=True)
class Doubts:
    """Everything that speaks against these hours here."""

    taken: tuple[Booking, ...] = ()  # confirmed ones, in the way
    closed: tuple[Closure, ...] = ()
    is_outside_hours: bool = False
    is_on_request: bool = False

    @property
    def kinds(self) -> list[Doubt]:
        said = {
            Doubt.TAKEN: bool(self.taken),
            Doubt.CLOSED: bool(self.closed),
            Doubt.OUTSIDE_HOURS: self.is_outside_hours,
            Doubt.ON_REQUEST: self.is_on_request,
        }
        return [doubt for doubt, is_so in said.items() if is_so]

    def __bool__(self) -> bool:
        return bool(self.kinds)


def doubts(
    ground: Ground,
    begins_at: datetime,
    ends_at: datetime,
    in_the_way: Iterable[Booking],
    *,
    is_own: bool = False,
) -> Doubts:
    """No query. begins_at, ends_at: of the meeting. in_the_way: confirmed bookings that exclude this one.

    is_own: the host holds the key of this place; only what somebody else holds makes them wait.
    """
    taken = tuple(in_the_way)
    if is_own:
        return Doubts(taken=taken)
    return Doubts(
        taken=taken,
        closed=tuple(ground.closed(begins_at, ends_at)),
        is_outside_hours=not ground.is_within_hours(begins_at, ends_at),
        is_on_request=ground.place.is_on_request,
    )
