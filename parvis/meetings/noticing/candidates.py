"""The few meetings of a programme that could matter to some hours, found by the index of their beginnings."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from parvis.meetings.models import Meeting
from parvis.meetings.noticing.sketch import Sketch
from parvis.meetings.noticing.sketching import sketches_of

HALF_DAY, LONGEST = timedelta(hours=12), timedelta(days=14)
# A camp of two weeks is looked for beside a few dates; beside a long series, what lasts a weekend. A room
# taken for longer is found by its booking all the same.
FEW, WEEKEND = 4, timedelta(days=3)
_FIRST, _LAST = datetime(1, 2, 1, tzinfo=UTC), datetime(9999, 12, 1, tzinfo=UTC)
Hours = tuple[datetime, datetime]
Row = tuple[int, Sketch]


@dataclass(frozen=True)
class Candidates:
    """In the order of their beginnings; those that last more than half a day are few, and held apart too."""

    rows: list[Row]
    begins: list[datetime]
    long: list[Row]

    @classmethod
    def near(cls, hours: Sequence[Hours], known: QuerySet[Meeting]) -> "Candidates":
        """What begins within half a day of these hours, or lasts over them; two queries.

        First the ids, each span by the index of beginnings: no engine does so for fifty spans in one OR.
        """
        spans = [Meeting.objects.filter(window).order_by().values_list("pk") for window in _windows(hours)]
        found = {pk for (pk,) in spans[0].union(*spans[1:])} if spans else set()
        rows = sketches_of(known.filter(pk__in=found)) if found else []
        long = [row for row in rows if row[1].ends_at - row[1].begins_at > HALF_DAY]
        return cls(rows, [sketch.begins_at for _pk, sketch in rows], long)

    def beside(self, begins_at: datetime, ends_at: datetime) -> list[Row]:
        """Those of one date; no query."""
        since = earlier(begins_at, HALF_DAY)
        first = bisect_left(self.begins, since)
        last = bisect_right(self.begins, max(ends_at, later(begins_at, HALF_DAY)))
        going_on = [row for row in self.long if row[1].begins_at < since and row[1].ends_at > begins_at]
        return going_on + self.rows[first:last]


def earlier(moment: datetime, span: timedelta) -> datetime:
    """The moment a span before; itself at the beginning of the calendar."""
    return moment - span if moment > _FIRST else moment


def later(moment: datetime, span: timedelta) -> datetime:
    return moment + span if moment < _LAST else moment


def _windows(hours: Sequence[Hours]) -> list[Q]:
    """One condition a span, each answered by the index of beginnings."""
    back = LONGEST if len(hours) <= FEW else WEEKEND
    near = [Q(begins_at__range=span) for span in _merged(hours)]
    return near + [
        Q(begins_at__range=(earlier(begins_at, back), earlier(begins_at, HALF_DAY)), ends_at__gt=begins_at)
        for begins_at, _ends_at in hours
    ]


def _merged(hours: Sequence[Hours]) -> list[Hours]:
    """The spans to read, those that touch made one: a daily series is one span."""
    spans: list[Hours] = []
    for begins_at, ends_at in sorted(hours):
        first, last = earlier(begins_at, HALF_DAY), max(ends_at, later(begins_at, HALF_DAY))
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans
