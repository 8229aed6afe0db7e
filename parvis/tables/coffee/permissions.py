"""Who may know of a ring, join it, set it. Pure questions, but for the circles of a person."""

from parvis.community.models import Circle
from parvis.members.models import Member
from parvis.members.permissions import can_animate, is_administrator
from parvis.tables.models import CoffeeRing


def can_join(member: Member, ring: CoffeeRing) -> bool:
    """Everybody of fifteen or more; a circle's own coffee is for who is in it."""
    if member.minor_until_on is not None:
        return False
    return ring.circle_id is None or ring.circle_id in member.circle_ids


def can_set(member: Member, circle: Circle | None) -> bool:
    """The community's: administrators; a circle's: who animates it."""
    return is_administrator(member) if circle is None else can_animate(member, circle)


def can_see(member: Member, circle: Circle) -> bool:
    """Who is in the circle, and who animates it."""
    return circle.pk in member.circle_ids or can_animate(member, circle)
