"""How many receive a letter, and by which way: exact, before anything leaves."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, IntegerField, Min, Q, Value, When

from parvis.members.models import ContactPoint
from parvis.newsletters import audience

Kind = ContactPoint.Kind
# The order of `members.reaching.route_among`, as SQL: a test holds them equal.
_ORDER = (Kind.MAIL, Kind.TELEPHONE, Kind.POST, Kind.CORRESPONDENT)
_ORDER_WHEN_CALLED = (Kind.TELEPHONE, Kind.CORRESPONDENT, Kind.POST, Kind.MAIL)
_CHOSEN = [(is_preferred, kind) for is_preferred in (True, False) for kind in _ORDER]


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
    people = audience.readers(criteria, now).order_by()
    points = ContactPoint.objects.filter(member__in=people.values("pk")).order_by()
    best = points.values("member").annotate(way=Min(_way()))
    found = best.aggregate(
        **{kind.name.lower(): Count("member", filter=Q(way__in=_ways(kind))) for kind in _ORDER}
    )
    told = people.count() - found["mail"] - found["post"]  # whoever has no address is told by somebody
    return Tally(found["mail"], found["post"], told, audience.aside(criteria, now))


def _way() -> Case:
    """How early a contact point comes for whom it belongs to, as a number; the earliest is theirs.

    Among points as early one as the other the kind is the same: no need to tell them apart.
    """
    called = [
        When(member__needs_calling=True, kind=kind, then=Value(place))
        for place, kind in enumerate(_ORDER_WHEN_CALLED)
    ]
    chosen = [
        When(member__needs_calling=False, is_preferred=is_preferred, kind=kind, then=Value(number))
        for number, (is_preferred, kind) in enumerate(_CHOSEN, start=len(_ORDER_WHEN_CALLED))
    ]
    return Case(*called, *chosen, output_field=IntegerField())


def _ways(kind: ContactPoint.Kind) -> list[int]:
    """The numbers of `_way` that stand for this kind."""
    kinds = [*_ORDER_WHEN_CALLED, *(one for _is_preferred, one in _CHOSEN)]
    return [number for number, one in enumerate(kinds) if one == kind]
