"""What crosses in the programme to come, for those who animate: imported calendars bring such pairs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from parvis.meetings.models import Meeting
from parvis.meetings.noticing.candidates import HALF_DAY, Row
from parvis.meetings.noticing.judging import Finding, Kind, judge
from parvis.meetings.noticing.remembering import said_apart
from parvis.meetings.noticing.sketch import Sketch
from parvis.meetings.noticing.sketching import sketches_of
from parvis.members.models import Member

AHEAD = timedelta(days=92)
MOST_READ, MOST_SHOWN = 3000, 40
_WITH = ("place", "room__place", "host", "circle", "cancellation", "publication")
_ORDER = {kind: number for number, kind in enumerate(Kind)}


@dataclass
class Pair:
    """Two meetings to come; of two series, their first dates that cross, and how many do."""

    one: Meeting
    other: Meeting
    keys: tuple[str, str]
    finding: Finding
    dates: int = 1

    @property
    def kinds(self) -> str:
        return ",".join(self.finding.kinds)


def crossings(viewer: Member, now: datetime) -> list[Pair]:
    """The weightiest first; four queries. Nothing the viewer may not know of."""
    coming = Meeting.objects.visible_to(viewer).live().filter(ends_at__gt=now, begins_at__lt=now + AHEAD)
    rows = sketches_of(coming, most=MOST_READ)
    found: dict[frozenset[str], tuple[int, int, Finding, int]] = {}
    for one, other, finding in _pairs(rows):
        keys = frozenset((one[1].key, other[1].key))
        first = found.get(keys, (one[0], other[0], finding, 0))
        found[keys] = (*first[:3], first[3] + 1)
    silent = said_apart({key for keys in found for key in keys}) if found else {}
    told = [
        (keys, pair)
        for keys, pair in found.items()
        if not set(pair[2].kinds) <= silent.get(keys, frozenset())
    ]
    told.sort(key=lambda row: _ORDER[row[1][2].kind])
    return _shown([pair for _keys, pair in told[:MOST_SHOWN]], dict(rows))


def _pairs(rows: list[Row]) -> Iterator[tuple[Row, Row, Finding]]:
    """Each pair that begins within half a day or goes on together, once."""
    for number, one in enumerate(rows):
        until = max(one[1].ends_at, one[1].begins_at + HALF_DAY)
        for other in islice(rows, number + 1, None):
            if other[1].begins_at > until:
                break
            if one[1].key != other[1].key and (finding := judge(one[1], other[1])):
                yield one, other, finding


def _shown(pairs: list[tuple[int, int, Finding, int]], sketches: dict[int, Sketch]) -> list[Pair]:
    wanted = {pk for one, other, _finding, _dates in pairs for pk in (one, other)}
    rows = Meeting.objects.select_related(*_WITH).in_bulk(wanted) if wanted else {}
    return [
        Pair(rows[one], rows[other], (sketches[one].key, sketches[other].key), finding, dates)
        for one, other, finding, dates in pairs
    ]
