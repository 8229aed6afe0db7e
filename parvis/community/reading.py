"""What every page asks about the place: its one row and its switches, read in one question."""

from collections.abc import Mapping
from dataclasses import dataclass

from parvis.community.models import Community, Switch
from parvis.kit.freshness import cached

_TOGETHER = """
SELECT c.*, s.area AS switch_area, s.is_on AS switch_is_on
FROM community_community c LEFT JOIN community_switch s ON 1 = 1
WHERE c.id = 1
"""
_STANDS_ON = frozenset({"community_community", "community_switch"})


@dataclass(frozen=True)
class Place:
    """row: None before the first page is filled in. switches: area → is it on, of those somebody turned."""

    row: Community | None
    switches: Mapping[str, bool]


def place() -> Place:
    """Remembered until one of them changes."""
    return cached("community.place", _look, tables=_STANDS_ON)


def _look() -> Place:
    rows = list(Community.objects.raw(_TOGETHER))
    if not rows:
        return Place(None, dict(Switch.objects.values_list("area", "is_on")))
    turned = [(getattr(row, "switch_area", ""), bool(getattr(row, "switch_is_on", False))) for row in rows]
    return Place(rows[0], {area: is_on for area, is_on in turned if area})
