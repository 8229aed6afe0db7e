"""Who answers for everybody: the roles any page may name, asked together and remembered.

Those held for the whole community, and every correspondent and administrator, even of one place: a few
rows in a town of any size. A circle's own animators are not among them.
"""

from copy import copy
from datetime import datetime

from django.db.models import Q

from parvis.kit.freshness import cached, changed
from parvis.members.models import Member, Role

# A role decides; somebody who joins holds none yet.
STANDS_ON = frozenset(
    {"members_role", changed("members_member"), changed("community_place"), "members_suspension"}
)
ANY_PLACE = (Role.Kind.CORRESPONDENT, Role.Kind.ADMINISTRATOR)


def roles_at_work() -> list[Role]:
    """Those whose holders are here, as `Role.objects.at_work()` says it, with their holder and place."""
    return [role for role in _present() if getattr(role.member, "suspension", None) is None]


def first_holding(kind: str) -> Role | None:
    """Who holds the role for the whole community before who holds it for a part of it."""
    held = [role for role in roles_at_work() if role.kind == kind]
    if not held and kind not in ANY_PLACE:
        held = list(Role.objects.at_work().filter(kind=kind).select_related("member", "place"))
    return min(held, key=lambda role: (not role.is_for_all, role.since_on, role.pk), default=None)


def holding_for_all(kind: str, now: datetime) -> list[Member]:
    """Who holds it for the whole community and may be here now: each once, the first to hold it first."""
    held = [role for role in _present() if role.kind == kind and role.is_for_all]
    held.sort(key=lambda role: (role.since_on, role.pk))
    named = {role.member_id: role.member for role in held if role.member.suspension_at(now) is None}
    return list(named.values())


def _present() -> list[Role]:
    """The reader's own copies: what else they look up of a person is not remembered with it."""
    found = [copy(role) for role in cached("members.answering_for_all", _look, tables=STANDS_ON)]
    for role in found:
        role.member = copy(role.member)
    return found


def _look() -> list[Role]:
    rows = Role.objects.filter(
        Q(kind__in=ANY_PLACE) | Q(circle=None, place=None, ritual=None), member__left_at=None
    )
    return list(rows.select_related("member__suspension", "place"))
