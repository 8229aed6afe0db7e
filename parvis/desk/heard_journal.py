"""The journal of somebody, as it is read to them on the telephone: by day, in short sentences."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from parvis.members.models import JournalEntry, Mandate, Member

MOST = 60


@dataclass
class Day:
    """One day of it."""

    on: date
    entries: list[JournalEntry] = field(default_factory=list)


def days_of(person: Member) -> list[Day]:
    """The latest lines, the latest day first, each day in the order of its acts."""
    latest = person.journal.select_related("author").order_by("-at", "-pk")[:MOST]
    days: list[Day] = []
    for entry in latest:
        on = timezone.localdate(entry.at)
        if not days or days[-1].on != on:
            days.append(Day(on))
        days[-1].entries.insert(0, entry)
    return days


def mandates_of(person: Member, at: datetime) -> list[Mandate]:
    """Those that hold, the first to end first."""
    live = Mandate.objects.filter(member=person).live(at)
    return list(live.select_related("holder", "heard_by").order_by("ends_at", "pk"))
