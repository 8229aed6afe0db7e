"""Who is who: those who said yes, and those who hold a role, each to whom they chose."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import get_language

from parvis.kit.freshness import cached, changed
from parvis.members.duties import duties_of
from parvis.members.models import Member, Role
from parvis.members.names import search_name
from parvis.members.permissions import Someone

A_PAGE = 30
_PEOPLE = frozenset({"members_member", "members_suspension"})
_ROLES = frozenset(
    {
        "members_role",
        "members_suspension",
        changed("members_member"),
        "community_circle",
        "community_place",
        "community_ritual",
    }
)


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
    people = Member.objects.present().shown_to_all().filter(is_listed=True)
    for word in search_name(words).split():
        people = people.filter(search_name__contains=word)
    return people.order_by("search_name", "pk")


def page_of(member: Someone, words: str, asked: str | None) -> Page[Member]:
    """One page of them. The first one of all, which everybody opens, is remembered."""
    if words or asked or not isinstance(member, Member):
        return Paginator(listed(member, words), A_PAGE).get_page(asked)
    return cached("members.directory", lambda: _first_page(member), tables=_PEOPLE)


def _first_page(member: Member) -> Page[Member]:
    first = Paginator(listed(member).only("name", "pronouns", "about"), A_PAGE).get_page(1)
    first.object_list = list(first.object_list)
    return first


def role_holders(member: Someone) -> list[Duty]:
    """Who holds which role: to members all of them, to passers-by those who agreed to it."""
    is_known = isinstance(member, Member)
    key = "members.role_holders", is_known, get_language()
    return cached(key, lambda: _look_for_holders(is_known=is_known), tables=_ROLES)


def _look_for_holders(*, is_known: bool) -> list[Duty]:
    roles = Role.objects.at_work()
    if not is_known:
        roles = roles.filter(is_public=True, circle=None)
    roles = roles.select_related("member", "circle", "place", "ritual").order_by("member__search_name", "pk")
    order = {kind: place for place, kind in enumerate(Role.Kind.values)}
    return [
        Duty(role.member.name, role.get_kind_display(), role.scope, duties_of(role), role.hours)
        for role in sorted(roles, key=lambda role: order[role.kind])
        if not (role.circle and role.circle.joining == "secret")
    ]
