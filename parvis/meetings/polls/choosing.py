"""Which date gathers most people: the most « oui », then the most « si besoin », then the earliest.

Pure: it counts answers, never persons against one another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

YES, MAYBE, NO = "yes", "maybe", "no"


@dataclass(frozen=True)
class Tally:
    """One date and how many said what of it."""

    date: int
    begins_at: datetime
    yes: int = 0
    maybe: int = 0
    no: int = 0

    @property
    def able(self) -> int:
        """How many could come, at need."""
        return self.yes + self.maybe


@dataclass(frozen=True)
class Choice:
    """best: the date proposed, None when nobody can come to any. tied: others that gather as many.

    wider: another date to which more people could come, counting « si besoin » as much as « oui ».
    """

    best: Tally | None
    tied: tuple[Tally, ...] = ()
    wider: Tally | None = None
    was_decided_by_maybe: bool = False


def tally(dates: Iterable[tuple[int, datetime]], said: Iterable[tuple[int, str]]) -> list[Tally]:
    """Counts of each date, in their order. said: (date, what one person says of it)."""
    counts: dict[int, dict[str, int]] = {}
    for date, says in said:
        of_date = counts.setdefault(date, {})
        of_date[says] = of_date.get(says, 0) + 1
    return [Tally(date, begins_at, **counts.get(date, {})) for date, begins_at in dates]


def choose(tallies: Sequence[Tally], now: datetime) -> Choice:
    """The date to propose, of those still to come."""
    coming = [one for one in tallies if one.begins_at > now and one.able]
    if not coming:
        return Choice(None)
    best = min(coming, key=lambda one: (-one.yes, -one.maybe, one.begins_at, one.date))
    others = [one for one in coming if one.date != best.date]
    as_many = [one for one in others if (one.yes, one.maybe) == (best.yes, best.maybe)]
    tied = tuple(sorted(as_many, key=lambda one: (one.begins_at, one.date)))
    wider = min(
        (one for one in others if one.able > best.able),
        key=lambda one: (-one.able, -one.yes, one.begins_at, one.date),
        default=None,
    )
    return Choice(best, tied, wider, any(one.yes == best.yes and one.maybe < best.maybe for one in others))
