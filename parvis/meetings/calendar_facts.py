"""What agendas read of a meeting: a row of plain facts, since two hundred of them must cost little."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from parvis.community.models import Circle
from parvis.meetings.models import Meeting
from parvis.meetings.models.meeting import MeetingQuerySet

COLUMNS = (
    "pk", "title", "about", "begins_at", "ends_at", "where", "mode", "link", "bring", "version", "uid",
    "changed_at", "proposed_at", "place__name", "place__address", "place__access", "place__latitude",
    "place__longitude", "room__name", "room__access", "circle__name", "circle__joining",
    "cancellation__pk", "cancellation__reason",
)  # fmt: skip


_REMOTE = Meeting.Mode.REMOTE.value  # asked four times a meeting: an enum is slow to name


class Facts(NamedTuple):
    """One meeting, in the order of COLUMNS; what there is none of is None."""

    pk: int
    title: str
    about: str
    begins_at: Any
    ends_at: Any
    where: str
    mode: str
    link: str
    bring: str
    version: int
    uid: str | None
    changed_at: Any
    proposed_at: Any
    place: str | None
    address: str | None
    access: str | None
    latitude: float | None
    longitude: float | None
    room: str | None
    room_access: str | None
    circle: str | None
    joining: str | None
    cancellation: int | None
    reason: str | None

    @property
    def is_remote(self) -> bool:
        return self.mode == _REMOTE

    @property
    def is_off(self) -> bool:
        return self.cancellation is not None

    @property
    def noted_at(self) -> Any:
        """When it last changed."""
        return self.changed_at or self.proposed_at

    @property
    def place_words(self) -> str:
        """« Salle des fêtes, Petite salle », and what the host adds in words."""
        return ", ".join([part for part in (self.place, self.room, self.where) if part])

    @property
    def coordinates(self) -> tuple[float, float] | None:
        """Latitude and longitude of the place, when both are known."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def circles(self) -> tuple[str, ...]:
        """The circle, unless it is secret."""
        return (self.circle,) if self.circle and self.joining != Circle.Joining.SECRET.value else ()


def facts_among(meetings: MeetingQuerySet, *more: str) -> Iterator[tuple[Facts, Any]]:
    """Each with what else is asked of it, in one query. more: one column."""
    for row in meetings.values_list(*COLUMNS, *more):
        yield Facts._make(row[: len(COLUMNS)]), row[-1]


def facts_of(meeting: Meeting) -> Facts:
    """The same of a meeting at hand."""
    place, room, circle = meeting.place, meeting.room, meeting.circle
    off = meeting.cancellation if meeting.is_cancelled else None
    own = [getattr(meeting, name) for name in COLUMNS[:13]]
    there = (
        (place.name, place.address, place.access, place.latitude, place.longitude) if place else (None,) * 5
    )
    inside = (room.name, room.access) if room else (None, None)
    among = (circle.name, circle.joining) if circle else (None, None)
    return Facts(*own, *there, *inside, *among, *((off.pk, off.reason) if off else (None, None)))
