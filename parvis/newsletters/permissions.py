"""Who may do what with letters: pure predicates."""

from parvis.members.models import Role
from parvis.members.permissions import Someone, holds_for_all


def can_write_letters(member: Someone) -> bool:
    """A letter speaks to everybody: whoever animates the whole place writes it, not one circle's animator."""
    return holds_for_all(member, Role.Kind.ANIMATOR)
