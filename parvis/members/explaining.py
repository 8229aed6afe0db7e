"""The register as people read it: with the names of who may see, and today's dates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.kit.freshness import cached
from parvis.members.holdings.page import lasting
from parvis.members.holdings.register import Holding, Rule, holdings, rules
from parvis.members.models import Role

_days_in_backups: list[Callable[[], int | None]] = []


@dataclass(frozen=True)
class Kept:
    """A holding, and the roles that may see it: « animateur : Karim ». Names only of who agreed to it."""

    holding: Holding
    seers: list[str]


@dataclass(frozen=True)
class Dated:
    """A rule with the day before which, today, nothing is left."""

    rule: Rule
    lasts: str
    before: datetime


def kept() -> list[Kept]:
    """Every holding, in the order of the register."""
    names = cached("members.seers", _holders)
    return [Kept(holding, [_seers(kind, names) for kind in holding.roles]) for holding in holdings()]


def kept_no_longer(now: datetime) -> list[Dated]:
    """Every rule and where it stands now."""
    return [Dated(rule, lasting(rule.kept), rule.before(now)) for rule in rules()]


def _seers(kind: str, names: dict[str, list[str]]) -> str:
    label = str(Role.Kind(kind).label)
    return f"{label} ({', '.join(names[kind])})" if names.get(kind) else label


def _holders() -> dict[str, list[str]]:
    """The first names of those who hold a role for all and agreed to be named to passers-by."""
    found: dict[str, list[str]] = {}
    roles = Role.objects.at_work().filter(is_public=True, circle=None).select_related("member")
    for role in roles.order_by("member__search_name", "pk"):
        found.setdefault(role.kind, []).append(role.member.first_name)
    return found


def backups_last(days: Callable[[], int | None]) -> None:
    """Say how many days the oldest backup is kept (whoever makes them, in `apps.ready()`); None: unknown."""
    _days_in_backups[:] = [days]


def backups_words() -> str:
    """What becomes of somebody erased who is still in a backup, and until when."""
    days = next((days() for days in _days_in_backups), None)
    again = _("An older backup that comes back is cleaned of them first.")
    if not days:
        return again
    last = ngettext(
        "The last backup that holds them goes %(count)s day later.",
        "The last backup that holds them goes %(count)s days later.",
        days,
    ) % {"count": days}
    return f"{last} {again}"
