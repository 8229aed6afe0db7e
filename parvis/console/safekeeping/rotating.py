"""Which archives to let go of: the days, weeks and months that are kept. Pure: hours in, hours out."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class Keeping:
    """How many days, weeks and months keep an archive, today's, this week's and this month's included."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12

    @classmethod
    def read(cls, text: str) -> "Keeping":
        """« 7 4 12 ». ValueError for anything else."""
        daily, weekly, monthly = (int(word) for word in text.split())
        if min(daily, weekly, monthly) < 0 or daily < 1 or monthly > 120:
            raise ValueError("days, weeks and months to keep")
        return cls(daily, weekly, monthly)

    @property
    def most_days(self) -> int:
        """The age, in days, no archive outlives as long as a newer one is made."""
        return max(self.daily, 7 * self.weekly, 31 * self.monthly)


def expired(made: Iterable[datetime], now: datetime, keeping: Keeping) -> set[datetime]:
    """The hours whose archives may go. The latest of all stays, whatever its age."""
    hours = sorted(set(made), reverse=True)
    kept = set(hours[:1]) | {hour for hour in hours if hour > now}
    today = now.date()
    for slot, is_recent in _calendars(today, keeping):
        latest: dict[Hashable, datetime] = {}
        for hour in hours:
            if is_recent(hour.date()):
                latest.setdefault(slot(hour.date()), hour)
        kept |= set(latest.values())
    return set(hours) - kept


Slot = Callable[[date], Hashable]


def _calendars(today: date, keeping: Keeping) -> list[tuple[Slot, Callable[[date], bool]]]:
    """Days, weeks (from Monday) and months: which one a day falls in, and whether that one is kept."""
    monday = today - timedelta(days=today.weekday())
    return [
        (lambda day: day, lambda day: (today - day).days < keeping.daily),
        (
            lambda day: day.isocalendar()[:2],
            lambda day: (monday - day).days < 7 * (keeping.weekly - 1) + 1 and keeping.weekly > 0,
        ),
        (lambda day: (day.year, day.month), lambda day: _month(today) - _month(day) < keeping.monthly),
    ]


def _month(day: date) -> int:
    return 12 * day.year + day.month
