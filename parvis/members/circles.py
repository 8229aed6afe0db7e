"""Which circles a person may know of, and which they belong to."""

from django.db.models import Q, QuerySet

from parvis.community.models import Circle
from parvis.members.models import Member, Membership, Role
from parvis.members.models.role import RoleQuerySet
from parvis.members.permissions import Someone


def circle_ids_of(member: Someone) -> set[int]:
    """The circles the person is a live member of."""
    if not isinstance(member, Member):
        return set()
    live = member.memberships.filter(accepted_at__isnull=False)
    return set(live.values_list("circle_id", flat=True))


def visible_circles(member: Someone) -> QuerySet[Circle]:
    """The circles the person may know of: all but the secret ones they do not belong to."""
    known = Circle.objects.exclude(joining=Circle.Joining.SECRET)
    if not isinstance(member, Member):
        return known.order_by("name")
    inside = Membership.objects.filter(member=member, accepted_at__isnull=False).values("circle_id")
    return (known | Circle.objects.filter(pk__in=inside)).order_by("name")


def visible_roles(member: Someone) -> RoleQuerySet:
    """The roles the person may know of: all but those of secret circles they do not belong to."""
    known = visible_circles(member).order_by().values("pk")
    return Role.objects.filter(Q(circle=None) | Q(circle__in=known))
