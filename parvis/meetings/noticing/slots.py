"""Free hours near those wanted: same place, same length, nobody needed elsewhere, the place open and free."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from parvis.meetings.booked import Books
from parvis.meetings.materialising import local_day, zone
from parvis.meetings.models import Booking, Meeting
from parvis.meetings.noticing.candidates import Candidates, Hours, earlier, later
from parvis.meetings.noticing.judging import Kind, judge
from parvis.meetings.noticing.sketching import sketch_of
from parvis.members.models import Member

MOST = 3
STEP, DAYS = timedelta(minutes=30), 14
DAY_BEGINS, DAY_ENDS = time(8), time(22)  # nobody is proposed to meet at night
A_DAY_WEIGHS = timedelta(hours=4)  # another day is as far as four hours of the same one
_IN_THE_WAY = {Kind.DUPLICATE, Kind.ROOM, Kind.PEOPLE, Kind.CIRCLE}


@dataclass(frozen=True)
class FreeHours:
    """What is known of the place, the host and the circle around some days, looked up once."""

    meeting: Meeting
    others: Candidates
    books: Books
    now: datetime

    @classmethod
    def around(
        cls,
        meeting: Meeting,
        hours: list[Hours],
        now: datetime,
        *,
        viewer: Member,
        days: int = DAYS,
        leaving_out: Iterable[int] = (),
    ) -> "FreeHours":
        """Three queries. Of meetings the viewer may not know of, one thing counts: that the room is taken.

        An hour left out for the title of a secret meeting would tell whoever guesses it that it is right.
        """
        span = timedelta(days=days + 1)
        since, until = earlier(min(hours)[0], span), later(max(hours)[1], span)
        concerned = Q(host=meeting.host) if meeting.host_id else Q(pk__in=[])
        for name in ("place", "circle"):
            if getattr(meeting, f"{name}_id"):
                concerned |= Q(**{name: getattr(meeting, name)})
        out = set(leaving_out)
        known = Meeting.objects.visible_to(viewer)
        rows = known.filter(concerned, cancellation__isnull=True).exclude(pk__in=out)
        books = Books.around(_bookings(meeting, [(since, until)]), leaving_out=out)
        return cls(meeting, Candidates.near([(since, until)], rows), books, now)

    def near(
        self, begins_at: datetime, ends_at: datetime, *, days: int = DAYS, most: int = MOST
    ) -> list[Hours]:
        """The nearest free hours, the nearest first; the same day only when days is 0."""
        free: list[Hours] = []
        for hours in _nearby(begins_at, ends_at, days):
            if hours[0] > self.now and self._is_free(*hours) and not _touches(hours, free):
                free.append(hours)
                if len(free) == most:
                    break
        return free

    def _is_free(self, begins_at: datetime, ends_at: datetime) -> bool:
        sketch = sketch_of(self.meeting, begins_at, ends_at)
        for _pk, other in self.others.beside(begins_at, ends_at):
            if (finding := judge(sketch, other)) and _IN_THE_WAY & set(finding.kinds):
                return False
        wanted = _bookings(self.meeting, [(begins_at, ends_at)])
        doubts = self.books.doubts(wanted[0]) if wanted else None
        return not doubts or not (doubts.taken or doubts.closed or doubts.is_outside_hours)


def _bookings(meeting: Meeting, hours: list[Hours]) -> list[Booking]:
    if meeting.place is None or meeting.mode == Meeting.Mode.REMOTE:
        return []
    made = []
    for begins_at, ends_at in hours:
        then = Meeting(begins_at=begins_at, ends_at=ends_at, place=meeting.place, room=meeting.room)
        made.append(Booking(meeting=then, place=meeting.place, room=meeting.room))
        made[-1].take_hours()
    return made


def _nearby(begins_at: datetime, ends_at: datetime, days: int) -> Iterator[Hours]:
    """Every half hour of the same day, the same hour of days around; the nearest first, the later before the
    earlier. Hours are those of the clock on the wall: 18 h stays 18 h when the clock changes."""
    on, hour, lasts = local_day(begins_at), begins_at.astimezone(zone()).time(), ends_at - begins_at
    found = [(abs(start - begins_at), start) for start in _same_day(on, begins_at, lasts)]
    found += [
        (A_DAY_WEIGHS * abs(shift), _at(on + timedelta(days=shift), hour))
        for shift in range(-days, days + 1)
        if shift and date(1, 2, 1) < on + timedelta(days=shift)
    ]
    for _far, start in sorted(found, key=lambda pair: (pair[0], pair[1] < begins_at)):
        yield start, start + lasts


def _same_day(on: date, begins_at: datetime, lasts: timedelta) -> Iterator[datetime]:
    first, last = _at(on, DAY_BEGINS), _at(on, DAY_ENDS) - lasts
    start = begins_at
    while start - STEP >= first:
        start -= STEP
    while start <= last:
        if start != begins_at and start >= first:
            yield start
        start += STEP


def _at(on: date, hour: time) -> datetime:
    return datetime.combine(on, hour, zone())


def _touches(hours: Hours, others: list[Hours]) -> bool:
    """Three choices that overlap are one choice."""
    return any(hours[0] < ends_at and begins_at < hours[1] for begins_at, ends_at in others)
