"""Which circles somebody animates."""

from parvis.members.models import Member, Role


def circles_led_by(member: Member) -> set[int | None]:
    """Ids of the circles this person animates; None among them: the whole community.

    Members loaded with their roles prefetched cost no query, the others one.
    """
    return {
        role.circle_id
        for role in member.held_roles
        if role.kind == Role.Kind.ANIMATOR and role.place_id is None and role.ritual_id is None
    }
