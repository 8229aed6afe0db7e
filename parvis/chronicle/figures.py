"""Figures of togetherness: for the community as a whole or for one gathering, never for a person.

A figure about fewer than five people is not given (None): it would tell about someone.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, Max, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from parvis.chronicle.models import Encounter, Presence

FEW = 5


@dataclass(frozen=True)
class Figures:
    """people: how many were there. hours: people × hours when at least two were there.
    first_meetings: pairs who had never been together before. met_new: how many said, asked afterwards,
    that they met somebody new."""

    people: int
    hours: int
    first_meetings: int
    met_new: int = 0


def of_period(since: datetime, until: datetime) -> Figures | None:
    """All figures of what began in [since, until), in one query; None under five people."""
    period = Q(began_at__gte=since, began_at__lt=until)
    room = Q(table=0)
    found = Encounter.objects.filter(period).aggregate(
        fullest=Coalesce(Max("people", filter=room), 0),
        # Nobody is counted one by one where a single room had five people in it.
        there=Case(When(fullest__gte=FEW, then="fullest"), default=Greatest("fullest", _named(period))),
        minutes=Sum(F("people") * F("minutes"), filter=room & Q(people__gte=2)),
        pairs=Sum("first_meetings"),
        met_new=Sum("met_new"),
    )
    if found["there"] < FEW:
        return None
    hours = round((found["minutes"] or 0) / 60)
    return Figures(found["there"], hours, found["pairs"] or 0, found["met_new"] or 0)


def of_gathering(kind: str, gathering_id: int) -> Figures | None:
    """Figures of one gathering ("meetings.meeting", 12): None under five people or when none was written."""
    this = Q(gathering_kind=kind, gathering_id=gathering_id)
    room = Encounter.objects.filter(this, table=0).aggregate(people=Max("people"), met_new=Sum("met_new"))
    people = room["people"] or 0
    return Figures(people, _hours(this), _first_meetings(this), room["met_new"]) if people >= FEW else None


def gatherings_since(kind: str, since: datetime) -> int:
    """How many gatherings of this kind were lived since then; 0 when fewer than five people lived them."""
    rows = Presence.objects.filter(encounter__gathering_kind=kind, encounter__began_at__gte=since)
    found = rows.aggregate(people=Count("person", distinct=True), lived=Count("encounter", distinct=True))
    return int(found["lived"]) if found["people"] >= FEW else 0


def _hours(which: Q) -> int:
    """Tables are parts of the room: only the room is counted. One person alone is not together."""
    rooms = Encounter.objects.filter(which, table=0, people__gte=2)
    minutes = rooms.aggregate(minutes=Sum(F("people") * F("minutes")))["minutes"] or 0
    return round(minutes / 60)


def _first_meetings(which: Q) -> int:
    return int(Encounter.objects.filter(which).aggregate(pairs=Sum("first_meetings"))["pairs"] or 0)


def _named(which: Q) -> Subquery:
    """How many different people were in these rooms, by name."""
    rooms = Encounter.objects.filter(which, table=0)
    rows = Presence.objects.filter(encounter__in=rooms).order_by().values(all=Value(1))
    return Subquery(rows.annotate(n=Count("person", distinct=True)).values("n"))
