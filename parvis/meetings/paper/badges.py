"""Badges, eight to a sheet: a first name, large enough to be read across a table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.meetings.models import Meeting
from parvis.meetings.paper.heading import Heading, heading
from parvis.meetings.paper.measuring import Step, breakable, clipped, fitting
from parvis.meetings.paper.people import Guest, guests

ON_A_SHEET = 8
FOR_OTHERS = 2  # blank ones, at least
# Millimetres, on 95 of width.
_NAME = (Step(17, 5.2, 1), Step(14, 6.4, 1), Step(11, 8.1, 2), Step(8.5, 10.5, 3), Step(6.5, 13.7, 4))
LONGEST, LONGEST_TITLE = 60, 76


@dataclass(frozen=True)
class Badge:
    name: str  # empty: to be written by hand
    step: int


@dataclass(frozen=True)
class Badges:
    name: str
    heading: Heading
    title: str
    pages: list[list[Badge]]
    words: dict[str, str]


def badges(meeting: Meeting) -> Badges:
    """One for each person who comes, by name, blank ones after them; sheets are always full."""
    worn = [_worn(guest) for guest in guests(meeting) if guest.is_seated]
    named, unnamed = sorted(filter(None, worn), key=str.casefold), worn.count("")
    return Badges(
        name=_("Badges – %(title)s") % {"title": meeting.title},
        heading=heading(),
        title=breakable(clipped(meeting.title, LONGEST_TITLE)),
        pages=_sheets([*named, *[""] * (unnamed + FOR_OTHERS)]),
        words={"badges": _("Badges"), "blank": _("To fill in by hand")},
    )


def _sheets(names: list[str]) -> list[list[Badge]]:
    names = names + [""] * (-len(names) % ON_A_SHEET)
    made = [Badge(breakable(name), fitting(breakable(name), _NAME)) for name in names]
    return [made[first : first + ON_A_SHEET] for first in range(0, len(made), ON_A_SHEET)]


def _worn(guest: Guest) -> str:
    """What this person wears: the first name, the pen name if they said so; of companions what was said."""
    member = guest.registration.member
    pen_name = getattr(member, "pen_name", None)
    chosen = pen_name.name if pen_name and pen_name.is_worn else member.first_name
    return clipped(guest.name if guest.with_whom else chosen, LONGEST)
