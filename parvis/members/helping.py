"""The person to talk to: named in the same place on every page."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.kit.freshness import cached, changed
from parvis.kit.menu import Helper
from parvis.members.answering_for_all import STANDS_ON, first_holding
from parvis.members.models import ContactPoint, Member, Role

# A new number is shown within the minute: every newcomer writes one, and pages would never be remembered.
_NUMBERS, _A_MINUTE = frozenset({changed("members_contactpoint")}), timedelta(minutes=1)


def helper() -> Helper | None:
    """The correspondent, else an administrator, with a number and hours; None in a place without either."""
    role = cached("members.helper", _look, tables=STANDS_ON)
    if role is None:
        return None
    return Helper(
        name=role.member.first_name,
        telephone=current().telephone or _own_number(role),
        hours=role.hours,
        where=str(role.place or ""),
    )


def helper_pk() -> int | None:
    """Who that is; None in a place without either."""
    role = cached("members.helper", _look, tables=STANDS_ON)
    return None if role is None else role.member_id


def holder_of(kind: str) -> str:
    """The first name of who holds a role, to be named in a refusal; else who can help, else « l’équipe »."""
    name = cached(("members.holder", kind), lambda: _name_holder(kind), tables=STANDS_ON)
    return name or _("the team")


def _look() -> Role | None:
    return first_holding(Role.Kind.CORRESPONDENT) or first_holding(Role.Kind.ADMINISTRATOR)


def _own_number(role: Role) -> str:
    """A correspondent's number is given: answering is their duty. An administrator's is not."""
    if role.kind != Role.Kind.CORRESPONDENT:
        return ""
    key = "members.number", role.member_id
    _moment, number = cached(key, lambda: _number_of(role.member), _is_recent, tables=_NUMBERS)
    return number


def _number_of(member: Member) -> tuple[datetime, str]:
    points = member.contact_points.filter(kind=ContactPoint.Kind.TELEPHONE)
    number = next((point.address for point in points.order_by("-is_preferred", "pk")), "")
    return timezone.now(), number


def _is_recent(held: tuple[datetime, str]) -> bool:
    return abs(timezone.now() - held[0]) < _A_MINUTE


def _name_holder(kind: str) -> str:
    role = first_holding(kind) or first_holding(Role.Kind.ADMINISTRATOR)
    return role.member.first_name if role else ""
