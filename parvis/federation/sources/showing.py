"""What the screens show of a source: meetings line by line, figures; nothing its reader may not see."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Q, When

from parvis.federation.models import Imported, Source
from parvis.meetings.models import Meeting
from parvis.members.models import Member


@dataclass(frozen=True)
class Line:
    """One meeting of a source, as its administrators see it."""

    trace: Imported
    title: str
    begins_at: datetime
    ends_at: datetime
    where: str
    twin: Meeting | None
    in_the_way: Meeting | None
    is_room_taken: bool  # by a meeting the reader may not know of


@dataclass(frozen=True)
class Figures:
    """How many come in, how many do not and why, how many need a look."""

    coming: int
    asides: list[tuple[str, int]]
    twins: int
    clashes: int


def lines(traces: Iterable[Imported], viewer: Member) -> list[Line]:
    """These traces with the meetings they may be or disturb, if the viewer may know of them; one query."""
    rows = list(traces)
    wanted = {pk for row in rows for pk in (row.twin_id, row.in_the_way_id) if pk}
    known = Meeting.objects.visible_to(viewer).filter(pk__in=wanted)
    seen = {meeting.pk: meeting for meeting in known.only("title", "begins_at")} if wanted else {}
    return [_line(row, seen) for row in rows]


def _line(trace: Imported, seen: dict[int, Meeting]) -> Line:
    said: dict[str, Any] = trace.facts
    return Line(
        trace=trace,
        title=said["title"],
        begins_at=datetime.fromisoformat(said["begins_at"]),
        ends_at=datetime.fromisoformat(said["ends_at"]),
        where=said["where"] or said["address"],
        twin=seen.get(trace.twin_id or 0),
        in_the_way=seen.get(trace.in_the_way_id or 0),
        is_room_taken=bool(trace.in_the_way_id) and trace.in_the_way_id not in seen,
    )


def figures(source: Source) -> Figures:
    """One query, whatever the number of meetings."""
    rows = source.imported.values_list("aside", "twin_id", "in_the_way_id")
    asides = Counter(aside for aside, _twin, _way in rows if aside)
    coming = [(twin, way) for aside, twin, way in rows if not aside]
    words = dict(Imported.Aside.choices)
    return Figures(
        coming=len(coming),
        asides=[(str(words[Imported.Aside(aside)]), count) for aside, count in asides.most_common()],
        twins=sum(twin is not None for twin, _way in coming),
        clashes=sum(way is not None for _twin, way in coming),
    )


def to_look_at(source: Source) -> Any:
    """The traces of a preview: what needs a look first, then by the hour."""
    rows = source.imported.exclude(aside__in=[Imported.Aside.OURS, Imported.Aside.KNOWN])
    asks = Case(When(Q(twin__isnull=False) | Q(in_the_way__isnull=False), then=0), default=1)
    return rows.order_by(asks, "slot_at", "pk")


def changed_here(source: Source) -> Any:
    """Those of which a part was changed here and stays, or which the source does not say any more."""
    rows = source.imported.filter(meeting__isnull=False, aside="")
    return rows.filter(Q(gone_at__isnull=False) | ~Q(kept=[])).order_by("slot_at", "pk")


def undecided(source: Source) -> Any:
    """Those that wait for somebody's word, while the calendar is followed; the first to come first."""
    followed = source.state == Source.State.FOLLOWED
    return source.imported.undecided().order_by("slot_at", "pk") if followed else source.imported.none()
