"""Who may do what in aid: pure predicates."""

from parvis.aid.models import Notice
from parvis.community.models import Circle
from parvis.members.models import Member


def can_post(member: Member, circle: Circle | None) -> bool:
    """To all: every member of fifteen or more. To a circle: who belongs to it."""
    return member.minor_until_on is None and (circle is None or circle.pk in member.circle_ids)


def is_author(member: object, notice: Notice) -> bool:
    """Who ends it, renews it, changes it."""
    return isinstance(member, Member) and member.pk == notice.author_id
