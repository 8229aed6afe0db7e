"""Things of several kinds in one list, as they come."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

Moment = Callable[[Any], datetime | None]


def as_they_come(**kinds: tuple[Iterable[Any], Moment]) -> list[tuple[str, Any]]:
    """Each kind: its things, their moment → (kind, thing), the earliest first; what has none yet, before."""
    found = [(moment(thing), kind, thing) for kind, (things, moment) in kinds.items() for thing in things]
    found.sort(key=lambda one: (one[0] is not None, one[0].timestamp() if one[0] else 0.0))
    return [(kind, thing) for _moment, kind, thing in found]
