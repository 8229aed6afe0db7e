"""One meeting of somebody else's calendar, and the people it names."""

from dataclasses import dataclass
from datetime import datetime

from parvis.kit.ics.values import Moment


@dataclass(frozen=True)
class Person:
    """Somebody a calendar names: an address (« mailto: » taken off), what they answered (« ACCEPTED »)."""

    address: str
    name: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Repetition:
    """What makes one entry several, still as the file says it."""

    rule: str = ""
    added: tuple[Moment, ...] = ()
    left_out: tuple[Moment, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rule or self.added)


@dataclass(frozen=True)
class Entry:
    """A meeting as it was read: `begins_at`, `ends_at` on the world's clock.

    `uid` and `slot_at` name it: the same from one reading to the next. `slot_at` is the moment a rule gave it
    (RECURRENCE-ID), else the moment it begins. `begin`, `end` say the same on the clock of its own zone.
    """

    uid: str
    title: str
    begin: Moment
    end: Moment
    where: str = ""
    address: str = ""
    about: str = ""
    url: str = ""
    status: str = "confirmed"  # or « tentative », « cancelled »
    sequence: int = 0
    modified_at: datetime | None = None
    slot: Moment | None = None  # of a repetition, moved or not
    changes_what_follows: bool = False  # RANGE=THISANDFUTURE
    repetition: Repetition = Repetition()
    organizer: Person | None = None
    attendees: tuple[Person, ...] = ()
    comment: str = ""
    is_private: bool = False
    is_online: bool = False

    @property
    def begins_at(self) -> datetime:
        return self.begin.instant

    @property
    def ends_at(self) -> datetime:
        return self.end.instant

    @property
    def slot_at(self) -> datetime:
        return (self.slot or self.begin).instant

    @property
    def is_all_day(self) -> bool:
        return self.begin.is_day

    @property
    def is_cancelled(self) -> bool:
        return self.status == "cancelled"
