"""Who may wake the bridge, and who may read its list: pure predicates."""

from parvis.aid.models import LookedAfter
from parvis.members.models import Member, Role
from parvis.members.permissions import holds_for_all, is_administrator


def can_wake(member: Member) -> bool:
    """Whoever animates the community, or administers it."""
    return holds_for_all(member, Role.Kind.ANIMATOR) or is_administrator(member)


def keeps_list(member: Member) -> bool:
    """Read who is looked after and by whom, write people on the list: who answers the desk, who may wake."""
    return holds_for_all(member, Role.Kind.CORRESPONDENT) or can_wake(member)


def may_tell_of(member: Member, person: LookedAfter) -> bool:
    """Say what was heard of somebody: who calls them, and who keeps the list."""
    is_caller = person.caller is not None and person.caller.member_id == member.pk
    return is_caller or keeps_list(member)
