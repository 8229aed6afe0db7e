"""Who may be in a ring, and whose turn it is in a draw."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from parvis.community.models import Circle
from parvis.members.models import Member, Membership
from parvis.tables.coffee.rhythms import takes_part
from parvis.tables.models import CoffeeRing, CoffeeWish
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


def open_rings_for(member: Member) -> list[CoffeeRing]:
    """The rings this person may join or is in, the one of everybody first."""
    own = Q(circle=None) | Q(circle__in=member.circle_ids)
    rows = CoffeeRing.objects.filter(own, is_on=True).select_related("circle")
    return list(rows.order_by("circle__name", "pk"))
