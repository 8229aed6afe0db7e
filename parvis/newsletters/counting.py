"""How many receive a letter, and by which way: exact, before anything leaves."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from parvis.members.models import ContactPoint, Member
from parvis.newsletters import audience

Kind = ContactPoint.Kind
# The order of `members.reaching.route_among`, as SQL: a test holds them equal.
_ORDER = (Kind.MAIL, Kind.TELEPHONE, Kind.POST, Kind.CORRESPONDENT)
_ORDER_WHEN_CALLED = (Kind.TELEPHONE, Kind.CORRESPONDENT, Kind.POST, Kind.MAIL)


@dataclass(frozen=True)
class Tally:
    """How many read it: by mail, on paper, told by somebody. aside: those who asked to receive less."""

    mail: int = 0
    paper: int = 0
    voice: int = 0
    aside: int = 0

    @property
    def total(self) -> int:
        return self.mail + self.paper + self.voice


def exact(criteria: audience.Audience, now: datetime) -> int:
    """How many receive it; one query, quick among a million."""
    return audience.readers(criteria, now).order_by().count()


def by_way(criteria: audience.Audience, now: datetime) -> Tally:
    """How many by each way; three queries."""
    people = audience.readers(criteria, now)
    found: dict[str, int] = {}
    for needs_calling in (False, True):
        for kind, count in _ways(people, needs_calling=needs_calling):
            found[kind] = found.get(kind, 0) + count
    mail, paper = found.pop(Kind.MAIL, 0), found.pop(Kind.POST, 0)
    return Tally(mail, paper, sum(found.values()), audience.aside(criteria, now))


def _ways(people: QuerySet[Member], *, needs_calling: bool) -> list[tuple[str, int]]:
    """The kind of the best way of each, counted."""
    order = _ORDER_WHEN_CALLED if needs_calling else _ORDER
    rank = Case(
        *[When(kind=kind, then=Value(place)) for place, kind in enumerate(order)], output_field=IntegerField()
    )
    points = ContactPoint.objects.filter(member=OuterRef("pk")).annotate(rank=rank)
    first = [] if needs_calling else [F("is_preferred").desc()]
    best = points.order_by(*first, "rank", F("verified_at").asc(nulls_last=True), "pk").values("kind")[:1]
    rows = people.filter(needs_calling=needs_calling).order_by()
    told = rows.annotate(way=Coalesce(Subquery(best), Value(""))).values("way").annotate(count=Count("pk"))
    return list(told.values_list("way", "count"))
