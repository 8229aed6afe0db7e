"""What areas above add to a room: a piece of its page, what telephones take along, sense made of taps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parvis.community.switches import is_on
from parvis.meetings.models import Meeting
from parvis.members.models import Member

Carried = Callable[[Meeting, datetime], Any]
Gathered = Callable[[Meeting, Member, datetime], dict[str, str]]


@dataclass(frozen=True)
class Addition:
    """While `area` is on: `template`, in the room's page; its `script`, and `modules` it needs without
    network (all under the area's static folder); what telephones carry; what is done, the meeting's row
    locked, once taps of kind « round », « left » or « table » were taken in: that gives, key of the tap →
    words, why some of them changed nothing."""

    area: str
    template: str
    script: str
    modules: tuple[str, ...]
    carried: Carried
    gathered: Gathered


_additions: list[Addition] = []


def add_to_the_room(addition: Addition) -> None:
    """Called by an area in `apps.ready()`."""
    _additions.append(addition)


def additions() -> list[Addition]:
    """Those of the areas that are on."""
    return [addition for addition in _additions if is_on(addition.area)]
