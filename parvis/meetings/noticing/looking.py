"""Ask the programme: what resembles this proposal, what is in its way, for each of its dates.

A handful of queries whatever the number of dates: the meetings near them, what people said of these pairs
before, the bookings and closures of the place, the meetings to show.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from parvis.meetings.booked import Books
from parvis.meetings.materialising import local_day
from parvis.meetings.models import Booking, Meeting, key_of
from parvis.meetings.noticing import calendars
from parvis.meetings.noticing.candidates import Candidates, Hours, Row
from parvis.meetings.noticing.judging import Finding, Kind, Sign, judge
from parvis.meetings.noticing.noticed import Date, Notice, Noticed
from parvis.meetings.noticing.remembering import said_apart
from parvis.meetings.noticing.sketch import Sketch
from parvis.meetings.noticing.sketching import sketch_of
from parvis.members.models import Member

MOST_DATES = 60  # of a series; the first ones are looked at
MOST_NOTICES, MOST_ALSO = 5, 3  # of a date
_WITH = ("place", "room__place", "host", "circle", "cancellation", "publication")
_ORDER = {kind: number for number, kind in enumerate(Kind)}
_SET_UP = Finding((Kind.ROOM,), (Sign.SET_UP,))
_Silent = dict[frozenset[str], frozenset[str]]
_Found = tuple[int, str, Finding]


@dataclass
class _Looking:
    """One look: the proposal, and what the viewer may know of."""

    meeting: Meeting
    known: QuerySet[Meeting]
    out: set[int]
    candidates: Candidates
    silent: _Silent
    own: str

    def sketch(self, date: Date) -> Sketch:
        return sketch_of(self.meeting, date.begins_at, date.ends_at)

    def is_silent(self, key: str, finding: Finding) -> bool:
        """Whether people said already that this is no matter."""
        return set(finding.kinds) <= self.silent.get(frozenset((self.own, key)), frozenset())

    def findings(self, date: Date) -> list[_Found]:
        """The weightiest first; neither what was said before, nor other dates of the same series."""
        sketch, found = self.sketch(date), []
        for pk, other in self.candidates.beside(date.begins_at, date.ends_at):
            if self.own and other.key == self.own:
                continue
            if (finding := judge(sketch, other)) and not self.is_silent(other.key, finding):
                found.append((pk, other.key, finding))
        return sorted(found, key=lambda row: (_ORDER[row[2].kind], row[0]))[:MOST_NOTICES]

    def also(self, date: Date, told: set[int]) -> list[int]:
        """That same day, and nothing more to say of them."""
        on = local_day(date.begins_at)
        rows: list[Row] = self.candidates.beside(date.begins_at, date.ends_at)
        same_day = [pk for pk, other in rows if local_day(other.begins_at) == on and pk not in told]
        return same_day[:MOST_ALSO]


def look(
    meeting: Meeting,
    hours: Sequence[Hours],
    *,
    viewer: Member,
    apart: Mapping[str, frozenset[str]] | None = None,
    leaving_out: Iterable[int] = (),
) -> Noticed:
    """What to tell before this is published or changed.

    hours: (begins, ends) of each date. apart: what the form already carries, key → kinds that are no matter.
    leaving_out: ids of the meetings being changed. Meetings the viewer may not know of are never told: at
    most, the room is taken.
    """
    looking = _begin(meeting, hours[:MOST_DATES], viewer, apart or {}, set(leaving_out))
    dates = [Date(*pair, calendars.day(local_day(pair[0]))) for pair in hours[:MOST_DATES]]
    found = [looking.findings(date) for date in dates]
    also = looking.also(dates[0], {pk for pk, _key, _finding in found[0]}) if len(dates) == 1 else []
    taken = _ask_the_place(looking, dates)
    shown = _shown({pk for rows in found for pk, _key, _f in rows} | set(also), set().union(*taken), looking)
    for date, rows, pks in zip(dates, found, taken, strict=True):
        date.notices = [Notice(shown[pk], key, finding) for pk, key, finding in rows]
        _add_taken(date, pks, shown, looking)
        date.also = [shown[pk] for pk in also]
    return Noticed(dates, is_cut=len(hours) > MOST_DATES)


def _begin(
    meeting: Meeting,
    hours: Sequence[Hours],
    viewer: Member,
    apart: Mapping[str, frozenset[str]],
    out: set[int],
) -> _Looking:
    known = Meeting.objects.visible_to(viewer).filter(cancellation__isnull=True).exclude(pk__in=out)
    own = sketch_of(meeting).key
    silent: _Silent = said_apart([own]) if own else {}
    for key, kinds in apart.items():
        pair = frozenset((own, key))
        silent[pair] = silent.get(pair, frozenset()) | kinds
    return _Looking(meeting, known, out, Candidates.near(hours, known), silent, own)


def _ask_the_place(looking: _Looking, dates: list[Date]) -> list[set[int]]:
    """Its hours and its closures, written on the dates; ids of the meetings whose bookings are in the way."""
    meeting = looking.meeting
    if meeting.place is None or meeting.mode == Meeting.Mode.REMOTE:
        return [set() for _date in dates]
    wanted = [_booking(meeting, date.begins_at, date.ends_at) for date in dates]
    books, taken = Books.around(wanted, leaving_out=looking.out), []
    for date, booking in zip(dates, wanted, strict=True):
        doubts = books.doubts(booking)
        date.closures, date.is_outside_hours = list(doubts.closed), doubts.is_outside_hours
        taken.append({other.meeting_id for other in doubts.taken})
    return taken


def _booking(meeting: Meeting, begins_at: datetime, ends_at: datetime) -> Booking:
    then = Meeting(begins_at=begins_at, ends_at=ends_at, place=meeting.place, room=meeting.room)
    booking = Booking(meeting=then, place=meeting.place, room=meeting.room)
    booking.take_hours()
    return booking


def _shown(known: set[int], taken: set[int], looking: _Looking) -> dict[int, Meeting]:
    """The meetings to tell of, and those in the room the viewer may know of; one query."""
    rows = looking.known.filter(pk__in=known | taken).select_related(*_WITH)
    return {meeting.pk: meeting for meeting in rows} if known or taken else {}


def _add_taken(date: Date, taken: set[int], shown: dict[int, Meeting], looking: _Looking) -> None:
    """A room taken by a meeting not told yet: by name if the viewer may know of it, else without a word."""
    told = {notice.meeting.pk for notice in date.notices}
    date.is_taken = bool(taken - shown.keys())
    for pk in sorted(taken & shown.keys() - told):
        key = key_of(shown[pk])
        overlaps = shown[pk].begins_at < date.ends_at and date.begins_at < shown[pk].ends_at
        if not overlaps and key != looking.own and not looking.is_silent(key, _SET_UP):
            date.notices.append(Notice(shown[pk], key, _SET_UP))
