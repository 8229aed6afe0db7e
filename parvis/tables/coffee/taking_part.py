"""Who may be in a ring, and whose turn it is in a draw."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, Subquery

from parvis.community.models import Circle
from parvis.members.models import Member, Membership
from parvis.tables.coffee.rhythms import takes_part
from parvis.tables.models import CoffeeRing, CoffeeWish, Draw
from parvis.tables.models.coffee_ring import CoffeeWishQuerySet


def of_ring(ring: CoffeeRing, at: datetime) -> CoffeeWishQuerySet:
    """Those of a ring who are here: not who left, is suspended, is under fifteen, or left its circle."""
    here = Member.objects.let_in(at).shown_to_all()
    rows = CoffeeWish.objects.filter(ring=ring, member__in=here)
    if ring.circle_id is None:
        return rows
    inside = Membership.objects.filter(
        circle=ring.circle_id, member=OuterRef("member"), accepted_at__isnull=False
    )
    return rows.filter(Exists(inside))


def in_turn(ring: CoffeeRing, monday: date, at: datetime) -> list[CoffeeWish]:
    """Whose turn it is in the draw of that Monday; who was left alone last time is in any."""
    awake = of_ring(ring, at).awake(monday).order_by("number")
    return [wish for wish in awake if wish.goes_first or takes_part(wish.rhythm, ring.rhythm, monday)]


def numbers_of(ring: CoffeeRing) -> dict[int, int]:
    """Person → number in the season, of everybody in the ring."""
    return dict(CoffeeWish.objects.filter(ring=ring).values_list("member", "number"))


def main_circles(persons: list[int]) -> dict[int, int]:
    """Person → the circle they joined first; never a secret one."""
    rows = Membership.objects.filter(member__in=persons, accepted_at__isnull=False)
    known = rows.exclude(circle__joining=Circle.Joining.SECRET).order_by("-accepted_at", "-pk")
    return dict(known.values_list("member", "circle"))


def rings_for(member: Member, joined: Collection[int]) -> list[CoffeeRing]:
    """The rings this person may join, the one of everybody first; then others they joined (ids).

    Each with the last period it was drawn for (`drawn_on`), if ever.
    """
    drawn = Draw.objects.filter(ring=OuterRef("pk")).order_by("-period_on").values("period_on")[:1]
    own = Q(circle=None) | Q(circle__in=member.circle_ids)
    known = CoffeeRing.objects.filter(own & Q(is_on=True) | Q(pk__in=joined))
    rows = known.select_related("circle").annotate(drawn_on=Subquery(drawn)).order_by("circle__name", "pk")
    return sorted(rows, key=lambda ring: not (ring.is_on and ring.circle_id in {None, *member.circle_ids}))
