"""The journal of somebody, as it is read to them on the telephone: by day, in short sentences.

Whoever reads it aloud may be outside their circles: lines about what is hidden from them say nothing of it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.masking import hidden_from
from parvis.desk.rows import number_of_row
from parvis.meetings.reading_answers import ANSWERS
from parvis.members.models import JournalEntry, Mandate, Member

MOST = 60


@dataclass(frozen=True)
class Heard:
    """One line, in words its reader may know."""

    entry: JournalEntry
    words: str


@dataclass
class Day:
    """One day of it."""

    on: date
    lines: list[Heard] = field(default_factory=list)


@dataclass
class _About:
    """What a line is about, as its subject says: « meetings.meeting:12 »."""

    pk: int
    subject_kind: str
    subject_id: int | None


def days_of(person: Member, reader: Member) -> list[Day]:
    """The latest lines, the latest day first, each day in the order of its acts."""
    latest = list(person.journal.select_related("author").order_by("-at", "-pk")[:MOST])
    hidden = hidden_from(reader, map(_about, latest))
    days: list[Day] = []
    for entry in latest:
        on = timezone.localdate(entry.at)
        if not days or days[-1].on != on:
            days.append(Day(on))
        words = _("This is not for the telephone desk. You find it in “My space”, or at the kiosk.")
        days[-1].lines.insert(0, Heard(entry, words if entry.pk in hidden else entry.words))
    return days


def _about(entry: JournalEntry) -> _About:
    kind, _colon, number = entry.subject.partition(":")
    return _About(entry.pk, "meetings.meeting" if kind == ANSWERS else kind, number_of_row(number))


def mandates_of(person: Member, at: datetime) -> list[Mandate]:
    """Those that hold, the first to end first."""
    live = Mandate.objects.filter(member=person).live(at)
    return list(live.select_related("holder", "heard_by").order_by("ends_at", "pk"))
