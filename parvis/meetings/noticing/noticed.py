"""What was noticed of a proposal: by date, the meetings it resembles or disturbs, and what the day is."""

from dataclasses import dataclass, field
from datetime import datetime

from parvis.community.models import Closure
from parvis.meetings.models import Meeting
from parvis.meetings.noticing.calendars import Day
from parvis.meetings.noticing.judging import Finding, Kind


@dataclass(frozen=True)
class Notice:
    """Another meeting the proposer may know of."""

    meeting: Meeting
    key: str
    finding: Finding

    @property
    def is_duplicate(self) -> bool:
        return self.finding.kind is Kind.DUPLICATE

    @property
    def answer(self) -> str:
        """« C'est bien une autre rencontre », as the form sends it back."""
        return f"{self.key}={'.'.join(self.finding.kinds)}"


@dataclass
class Date:
    """One meeting, or one date of a series."""

    begins_at: datetime
    ends_at: datetime
    day: Day
    notices: list[Notice] = field(default_factory=list)
    is_taken: bool = False  # by a meeting the proposer may not know of: the room is taken, and no more
    closures: list[Closure] = field(default_factory=list)
    is_outside_hours: bool = False
    also: list[Meeting] = field(default_factory=list)  # that day too, nothing in the way

    @property
    def asks(self) -> bool:
        """Whether somebody should look: holidays are information, not obstacles."""
        return bool(self.notices or self.is_taken or self.closures or self.is_outside_hours)

    @property
    def is_free(self) -> bool:
        return not (self.is_taken or self.closures or self.is_outside_hours or self.notices)


@dataclass
class Noticed:
    """Everything noticed, the dates in their order."""

    dates: list[Date]
    is_cut: bool = False  # only the first dates were looked at

    @property
    def asking(self) -> list[Date]:
        return [date for date in self.dates if date.asks]

    @property
    def holidays(self) -> list[Date]:
        return [date for date in self.dates if date.day.public or date.day.school]

    @property
    def unknown_school_days(self) -> bool:
        """Whether some date lies past the end of the calendar of school holidays."""
        return any(not date.day.is_school_known for date in self.dates)

    @property
    def is_zone_unknown(self) -> bool:
        """Whether nobody gives us the school holidays of this place."""
        return any(not date.day.is_zone_known for date in self.dates)
