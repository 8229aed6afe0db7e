"""The calendar of what is planned, as one person may know it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.http import Http404
from django.utils import timezone

from parvis.community.switches import is_on
from parvis.kit.moments import day
from parvis.members.models import Member
from parvis.newsletters.models import Plan
from parvis.newsletters.publishable import Publishable, kind_of, kinds

MOST = 100
DONE_SINCE = timedelta(days=14)
_AREAS = {"meeting": "meetings", "story": "wiki"}


@dataclass(frozen=True)
class Line:
    """One plan with its thing."""

    plan: Plan
    kind: Publishable
    thing: Any

    @property
    def path(self) -> str:
        return self.kind.path(self.thing)


def of(member: Member, now: datetime) -> dict[str, Any]:
    """What waits for somebody, what is planned day by day, what was published lately."""
    live = _lines(member, list(Plan.objects.live().order_by("due_at", "pk")[:MOST]))
    done = Plan.objects.filter(state=Plan.State.DONE, ended_at__gt=now - DONE_SINCE).order_by(
        "-ended_at", "-pk"
    )
    planned = [line for line in live if line.plan.state == Plan.State.WAITING]
    days = groupby(planned, key=lambda line: timezone.localdate(line.plan.due_at))
    return {
        "stuck": [line for line in live if line.plan.state != Plan.State.WAITING],
        "days": [(day(group[0].plan.due_at), group) for group in (list(lines) for _on, lines in days)],
        "done": _lines(member, list(done[:12])),
    }


def one(member: Member, pk: int) -> Line:
    """One plan that still waits, of something this person may publish; 404 else, as for nothing."""
    lines = _lines(member, list(Plan.objects.live().filter(pk=pk)))
    if not lines:
        raise Http404
    return lines[0]


def things_waiting(member: Member, now: datetime) -> dict[str, tuple[str, Publishable, Any]]:
    """What this person could plan and did not: « meeting:12 » → words, kind, thing."""
    planned = set(Plan.objects.live().values_list("kind", "subject_id"))
    return {
        f"{kind.kind}:{thing.pk}": (f"{kind.words} – {thing}", kind, thing)
        for kind in kinds()
        if is_on(_AREAS.get(kind.kind, ""))
        for thing in kind.waiting_for(member, now)
        if (kind.kind, thing.pk) not in planned
    }


def _lines(member: Member, plans: list[Plan]) -> list[Line]:
    """Those of things this person may publish; one query a kind."""
    pks: dict[str, list[int]] = defaultdict(list)
    for plan in plans:
        pks[plan.kind].append(plan.subject_id)
    found = {name: (kind, kind.find(ids)) for name, ids in pks.items() if (kind := kind_of(name))}
    lines = []
    for plan in plans:
        kind, things = found.get(plan.kind, (None, {}))
        thing = things.get(plan.subject_id)
        if kind is None or thing is None or not kind.may(member, thing):
            continue
        if plan.state == Plan.State.DONE or not kind.is_out(thing):
            lines.append(Line(plan, kind, thing))
    return lines
