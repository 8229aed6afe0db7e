"""What judging needs to know of a meeting, and nothing else. Plain Python."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sketch:
    """One meeting, or one date of a series. Instants are aware; empty words mean unknown."""

    title: str
    begins_at: datetime
    ends_at: datetime
    key: str = ""  # "meeting:12"; the dates of a series bear "series:3"
    place: int | None = None  # of the community's places
    room: int | None = None
    is_shared: bool = False  # a park, a big hall: several meetings at once, outside its rooms
    where: str = ""  # the name of the place, as said
    address: str = ""
    point: tuple[float, float] | None = None  # latitude and longitude, in degrees
    people: frozenset[str] = frozenset()  # who must be there: host, speakers
    circle: str = ""
    publics: frozenset[str] = frozenset()  # those said; judging adds those the title names
    link: str = ""
    about: str = ""

    def meets(self, other: "Sketch") -> bool:
        """Whether both are going on at some moment."""
        return self.begins_at < other.ends_at and other.begins_at < self.ends_at

    def apart(self, other: "Sketch") -> float:
        """Minutes between the two beginnings."""
        return abs((self.begins_at - other.begins_at).total_seconds()) / 60
