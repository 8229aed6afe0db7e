"""The desks where two people may meet: who keeps them, and when."""

from datetime import datetime

from parvis.members.answering_for_all import holding_for_all, roles_at_work
from parvis.members.models import Member, Role


def keepers(now: datetime) -> list[Member]:
    """Who answers at the desk now."""
    return holding_for_all(Role.Kind.CORRESPONDENT, now)


def hours_of(keeper: Member) -> str:
    """« mardi et jeudi, de 14 h à 17 h », where the place says it."""
    at_the_desk = (role for role in roles_at_work() if role.kind == Role.Kind.CORRESPONDENT)
    own = sorted((role for role in at_the_desk if role.member_id == keeper.pk), key=lambda role: role.pk)
    return next((role.hours for role in own if role.hours), "")
