"""Who may do what in ideas: pure predicates."""

from parvis.community.models import Circle
from parvis.ideas.models import Survey
from parvis.members.models import Member, Role
from parvis.members.permissions import can_animate, holds, is_administrator


def can_ask(member: Member, circle: Circle | None) -> bool:
    """Put a survey to a circle: who animates it. To all, or to an interest: who animates or administers."""
    if circle is not None:
        return can_animate(member, circle)
    return can_animate(member, None) or is_administrator(member)


def may_ask_somebody(member: Member) -> bool:
    """Whether there is anybody at all this person may put questions to."""
    return holds(member, Role.Kind.ANIMATOR) or is_administrator(member)


def manages(member: Member, survey: Survey) -> bool:
    """End it, read its sentences, take its results along: who asked."""
    return survey.asker_id == member.pk
