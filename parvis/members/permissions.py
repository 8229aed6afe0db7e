"""Who may what, as pure questions about a member and the roles they hold."""

from django.contrib.auth.models import AnonymousUser

from parvis.community.models import Circle
from parvis.members.models import Member, Role

Someone = Member | AnonymousUser


def holds(member: Someone, kind: str) -> bool:
    """Whether the person holds this role, for the community or for any part of it."""
    return isinstance(member, Member) and any(role.kind == kind for role in member.held_roles)


def holds_for_all(member: Someone, kind: str) -> bool:
    """Whether the person holds this role for the whole community."""
    return isinstance(member, Member) and any(
        role.kind == kind and role.is_for_all for role in member.held_roles
    )


def is_administrator(member: Someone) -> bool:
    return holds_for_all(member, Role.Kind.ADMINISTRATOR)


def can_animate(member: Someone, circle: Circle | None) -> bool:
    """Whether the person animates this circle; an animator of the community, all but the secret ones."""
    is_secret = circle is not None and circle.joining == Circle.Joining.SECRET
    if holds_for_all(member, Role.Kind.ANIMATOR) and not is_secret:
        return True
    return (
        circle is not None
        and isinstance(member, Member)
        and any(role.kind == Role.Kind.ANIMATOR and role.circle_id == circle.pk for role in member.held_roles)
    )


def can_let_in(helper: Member, member: Member) -> bool:
    """Whether this person may be shown the member’s code: none that opens more than they have."""
    if is_administrator(helper):
        return True
    own = {(role.kind, role.circle_id) for role in helper.held_roles}
    return all({(role.kind, role.circle_id), (role.kind, None)} & own for role in member.held_roles)
