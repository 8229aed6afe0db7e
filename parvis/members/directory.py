"""Who is who: those who said yes, and those who hold a role, each to whom they chose."""

from dataclasses import dataclass

from django.db.models import QuerySet

from parvis.members.duties import duties_of
from parvis.members.models import Member, Role
from parvis.members.names import search_name
from parvis.members.permissions import Someone


@dataclass(frozen=True)
class Duty:
    """One line of the list of roles: who, what for, when."""

    name: str
    kind: str
    scope: str
    duties: str
    hours: str


def listed(member: Someone, words: str = "") -> QuerySet[Member]:
    """The members who agreed to be listed, by name; nobody for a passer-by."""
    if not isinstance(member, Member):
        return Member.objects.none()
    people = Member.objects.present().filter(is_listed=True)
    for word in search_name(words).split():
        people = people.filter(search_name__contains=word)
    return people.order_by("search_name", "pk")


def role_holders(member: Someone) -> list[Duty]:
    """Who holds which role: to members all of them, to passers-by those who agreed to it."""
    roles = Role.objects.at_work()
    if not isinstance(member, Member):
        roles = roles.filter(is_public=True, circle=None)
    roles = roles.select_related("member", "circle", "place", "ritual").order_by("member__search_name", "pk")
    order = {kind: place for place, kind in enumerate(Role.Kind.values)}
    return [
        Duty(role.member.name, role.get_kind_display(), role.scope, duties_of(role), role.hours)
        for role in sorted(roles, key=lambda role: order[role.kind])
        if not (role.circle and role.circle.joining == "secret")
    ]
