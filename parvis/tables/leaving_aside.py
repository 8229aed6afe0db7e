"""One thing that was asked for is left aside, this evening only; the tables are mixed again without it."""

from datetime import datetime
from itertools import combinations
from typing import Any

from parvis.meetings.models import Meeting
from parvis.members.models import Member
from parvis.tables.arranging import MOST
from parvis.tables.composing import ask
from parvis.tables.models import Arrangement, Composition
from parvis.tables.relaxing import asides


def leave_aside(*, meeting: Meeting, number: int, by: Member, at: datetime, version: int) -> Composition:
    """Leave aside what the page called `number` (0: larger tables). Once: whoever saw another version changes
    nothing. What was lived stays. Raises NobodyHere."""

    def change(composition: Composition) -> None:
        known = asides(composition.too_much)
        if number == 0 and composition.too_much.get("larger"):
            composition.seats = composition.too_much["larger"]
        elif 0 < number <= len(known):
            _leave(composition, known[number - 1], by, at)

    return ask(meeting=meeting, by=by, at=at, version=version, change=change)


def _leave(composition: Composition, one: list[Any], by: Member, at: datetime) -> None:
    what, number, keys, _is_apart = one
    if what == "easy":
        composition.easy_tables += 1
    elif what == "household":
        _free(composition, keys, by, at)
    else:
        composition.arrangements.filter(pk=number).delete()


def _free(composition: Composition, keys: list[int], by: Member, at: datetime) -> None:
    """These two, or more, sit as it falls, whatever is asked of households."""
    here = composition.meeting.arrivals.filter(pk__in=keys).order_by("pk")
    for one, other in list(combinations(here, 2))[:MOST]:
        composition.arrangements.get_or_create(
            kind=Arrangement.Kind.FREE, one=one, other=other, defaults={"by": by, "at": at}
        )
