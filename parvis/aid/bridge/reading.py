"""What pages read of the bridge, each reader what they must: helpers their people, the list's keepers all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from parvis.aid.models import LookedAfter, Volunteer, Wake
from parvis.kit.freshness import cached
from parvis.kit.telephones import dialled, spoken
from parvis.members.models import Member
from parvis.members.models.member import OWN_KINDS

State = Volunteer.State
_WAKES = frozenset({"aid_wake"})


@dataclass(frozen=True)
class Line:
    """Somebody looked after, as a helper reads them."""

    row: LookedAfter
    telephone: str
    dialled: str
    is_for_today: bool  # nobody called them today

    @property
    def name(self) -> str:
        return self.row.member.name


@dataclass(frozen=True)
class Whole:
    """The list as its keepers read it: those who need something first, then those nobody called today."""

    lines: list[Line]
    helpers: Sequence[Volunteer]  # who can help, each with `load`: how many they call
    asked: int
    said_no: int

    @property
    def without_caller(self) -> int:
        return sum(line.row.caller_id is None for line in self.lines)

    @property
    def called_today(self) -> int:
        return sum(not line.is_for_today for line in self.lines)


def people_of(volunteer: Volunteer) -> list[Line]:
    """Those this helper calls."""
    return lines_among(list(volunteer.people.for_list()))


def whole(wake: Wake) -> Whole:
    """Everything, in a constant number of queries."""
    lines = lines_among(list(LookedAfter.objects.for_list().filter(wake=wake)))
    known = wake.volunteers.select_related("member").annotate(load=Count("people"))
    rows = list(known.order_by("member__search_name", "pk"))
    helpers = [row for row in rows if row.state == State.YES]
    return Whole(lines, helpers, len(rows), sum(row.state == State.NO for row in rows))


def mine(member: Member, now: datetime) -> list[tuple[Wake, Volunteer | None, LookedAfter | None]]:
    """The bridges awake now: what I was asked in each, and whether I am looked after."""
    wakes = list(Wake.objects.awake(now).select_related("by"))
    asked = {row.wake_id: row for row in Volunteer.objects.filter(member=member, wake__in=wakes)}
    after = {row.wake_id: row for row in LookedAfter.objects.filter(member=member, wake__in=wakes)}
    return [(wake, asked.get(wake.pk), after.get(wake.pk)) for wake in wakes]


def awake_bridges() -> list[Wake]:
    """For the page of mutual aid: those awake now; remembered while no bridge changes."""
    now = timezone.now()
    rows: list[Wake] = cached("aid.awake", lambda: list(Wake.objects.filter(slept_at=None)), tables=_WAKES)
    return [row for row in rows if row.is_awake(now)]


def lines_among(rows: list[LookedAfter]) -> list[Line]:
    """Those who need something first, then those nobody called today."""
    today = timezone.localdate()
    lines = [line_of(row, today) for row in rows]
    return sorted(lines, key=lambda line: (_rank(line), line.row.member.search_name, line.row.pk))


def _rank(line: Line) -> int:
    if line.row.says in (LookedAfter.Says.NEEDS, LookedAfter.Says.SILENT):
        return 0
    return 1 if line.is_for_today else 2


def line_of(row: LookedAfter, today: date | None = None) -> Line:
    """With the number one dials: the person's own."""
    today = today or timezone.localdate()
    points = [p for p in row.member.contact_points.all() if p.kind == "telephone" and p.kind in OWN_KINDS]
    best = min(points, key=lambda point: (not point.is_preferred, point.pk), default=None)
    number = best.address if best else ""
    is_for_today = row.heard_at is None or timezone.localdate(row.heard_at) != today
    return Line(row, spoken(number), dialled(number), is_for_today)
