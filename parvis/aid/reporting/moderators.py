"""Who reads words again: those who animate, never who wrote them; who administers when nobody animates."""

from parvis.aid.models import GroupPurchase, Notice
from parvis.community.models import Circle
from parvis.members.models import Member, Role
from parvis.members.permissions import can_animate, holds, is_administrator

MOST = 4


def moderates(member: Member, notice: Notice | GroupPurchase) -> bool:
    """Whether this person may decide about these words; nobody does about their own."""
    if notice.author_id == member.pk:
        return False
    return can_animate(member, notice.circle) or (is_administrator(member) and not is_secret(notice.circle))


def may_moderate(member: Member) -> bool:
    """Whether there may be anything at all for this person to read again."""
    return holds(member, Role.Kind.ANIMATOR) or is_administrator(member)


def moderators_of(notice: Notice | GroupPurchase, *, leaving_out: int | None = None) -> list[Member]:
    """Who is told, the first to look first: those of the circle, of the community, then administrators."""
    kinds = (Role.Kind.ANIMATOR, Role.Kind.ADMINISTRATOR)
    held = Role.objects.at_work().filter(kind__in=kinds).select_related("member").order_by("since_on", "pk")
    ranked = sorted(
        ((rank, role) for role in held if (rank := _rank(role, notice)) is not None), key=lambda pair: pair[0]
    )
    out = {notice.author_id, leaving_out}
    found = {role.member_id: role.member for _number, role in ranked if role.member_id not in out}
    return list(found.values())[:MOST]


def is_secret(circle: Circle | None) -> bool:
    return circle is not None and circle.joining == Circle.Joining.SECRET


def _rank(role: Role, notice: Notice | GroupPurchase) -> int | None:
    """0: of its circle; 1: of the community; 2: who administers; None: not asked."""
    if role.kind == Role.Kind.ANIMATOR and notice.circle_id and role.circle_id == notice.circle_id:
        return 0
    if is_secret(notice.circle) or not role.is_for_all:
        return None
    return 1 if role.kind == Role.Kind.ANIMATOR else 2
