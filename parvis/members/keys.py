"""Who holds the key of a place: who animates it; else who animates, else who runs, the whole community."""

from parvis.community.models import Place
from parvis.members.models import Member, Role

_KINDS = (Role.Kind.ANIMATOR, Role.Kind.ADMINISTRATOR)


def named_holders(place: Place) -> list[Role]:
    """The roles held for this very place by people who are here; each with its member. One query."""
    roles = Role.objects.at_work().filter(place=place, kind__in=_KINDS).select_related("member")
    return list(roles.order_by("since_on", "pk"))


def who_answers(place: Place) -> list[Member]:
    """Whom to ask for the place: its own holders, else those who animate here, else administrators."""
    if named := named_holders(place):
        return list({role.member_id: role.member for role in named}.values())
    for_all = Role.objects.at_work().filter(circle=None, place=None, ritual=None).select_related("member")
    for kind in _KINDS:
        if roles := list(for_all.filter(kind=kind).order_by("since_on", "pk")):
            return [role.member for role in roles]
    return []


def holds_key(member: Member, place: Place) -> bool:
    """Whether this person may answer for the place: its holders, those who animate or run everything."""
    return any(
        role.kind in _KINDS and (role.place_id == place.pk or role.is_for_all) for role in member.held_roles
    )


def holds_own_key(member: Member, place: Place) -> bool:
    """Whether the key of this very place is theirs: they need not ask themselves."""
    return any(role.kind in _KINDS and role.place_id == place.pk for role in member.held_roles)


def places_held(member: Member) -> set[int] | None:
    """Ids of the places whose key this person holds; None: of every place."""
    roles = [role for role in member.held_roles if role.kind in _KINDS]
    if any(role.is_for_all for role in roles):
        return None
    return {role.place_id for role in roles if role.place_id is not None}
