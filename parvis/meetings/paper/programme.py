"""The programme of a month on paper: A4 in two columns, or a booklet of A5 pages folded in A4.

It holds what everyone here may know, whoever prints it: paper is hung up, lent and left on tables.
"""

from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kit.moments import day, month, start_hour
from parvis.meetings import listing
from parvis.meetings.models import Meeting
from parvis.meetings.paper import folding
from parvis.meetings.paper.heading import Address, Heading, address, heading
from parvis.meetings.paper.measuring import breakable, lines, pages
from parvis.meetings.paper.poster import where

# Millimetres and ems at the usual size of letters; where a page would not do, all of it is set smaller.
COLUMN, COLUMNS = 206.0, 2  # of A4, under the title
LEAF, INNER = 172.0, 2  # of A5; two leaves inside one sheet
SMALLER = 0.84
_DAY, _LINE, _GAP = 7.8, 5.5, 1.0
_TITLE_WIDTH, _PLACE_WIDTH = 14.6, 15.8  # beside the hour
_LEAF_WIDER = 120 / 87
MOST_PLACES = 6
LONGEST_ACCESS = 110


@dataclass(frozen=True)
class Entry:
    day: str
    says_day: bool  # False when the line above is of the same day, on the same page
    hour: str
    title: str
    where: str
    cancelled: str


@dataclass(frozen=True)
class PlaceLine:
    name: str
    said: str


@dataclass(frozen=True)
class Programme:
    name: str
    heading: Heading
    address: Address
    month: str
    columns: list[list[Entry]]  # of A4, two to a page
    is_small: bool  # the columns, in smaller letters
    leaves: list[list[Entry]]  # of A5
    are_leaves_small: bool
    sides: list[tuple[int, int]]
    places: list[PlaceLine]
    words: dict[str, str]

    @property
    def sheets(self) -> list[list[list[Entry]]]:
        """The columns, two by two."""
        return [self.columns[at : at + 2] for at in range(0, len(self.columns), 2)]

    @property
    def leaf_count(self) -> int:
        """Pages of the booklet: cover, list, blank ones for notes, back."""
        return len(self.leaves) + 2


def programme(first_on: date) -> Programme:
    """The month that begins on this day, in columns and in leaves; two queries."""
    meetings = listing.of_month_for_all(first_on)
    entries = _entries(meetings)
    columns, is_small = _cut(entries, COLUMN, COLUMNS, 1.0)
    leaves, are_leaves_small = _cut(entries, LEAF, INNER, _LEAF_WIDER)
    total = folding.filled(max(INNER, len(leaves)) + 2)
    leaves += [[]] * (total - 2 - len(leaves))
    path = reverse("meetings:month", args=[first_on.year, first_on.month])
    return Programme(
        name=_("Programme of %(month)s") % {"month": month(first_on)},
        heading=heading(),
        address=address(path, _("The address of this programme")),
        month=month(first_on),
        columns=columns,
        is_small=is_small,
        leaves=leaves,
        are_leaves_small=are_leaves_small,
        sides=folding.sides(total),
        places=_places(meetings),
        words=_words(),
    )


def _words() -> dict[str, str]:
    return {
        "programme": _("The programme"),
        "nothing": _("Nothing planned this month."),
        "notes": _("My notes"),
        "where": _("Where it takes place"),
        "more": _("The programme as it stands today:"),
        "as_you_are": _("Come as you are."),
        "page": _("Page"),
    }


def _entries(meetings: list[Meeting]) -> list[Entry]:
    """A line a meeting; the first of each day says the day."""
    days = [day(meeting.begins_at) for meeting in meetings]
    return [
        _entry(meeting, days[at], not at or days[at - 1] != days[at]) for at, meeting in enumerate(meetings)
    ]


def _entry(meeting: Meeting, on: str, says_day: bool) -> Entry:
    cancelled = _("CANCELLED –") if meeting.is_cancelled else ""
    title, place = breakable(meeting.title), breakable(where(meeting))
    return Entry(on, says_day, start_hour(meeting.begins_at, meeting.ends_at), title, place, cancelled)


def _cut(entries: list[Entry], room: float, wanted: int, wider: float) -> tuple[list[list[Entry]], bool]:
    """The entries page by page, in smaller letters when the wanted number of pages would not do."""
    for scale in (1.0, SMALLER):
        cut = pages(entries, room - _DAY * scale, lambda entry: _height(entry, wider / scale) * scale)  # noqa: B023
        if len(cut) <= wanted:
            break
    return [
        [replace(entry, says_day=entry.says_day or not at) for at, entry in enumerate(page)] for page in cut
    ], scale < 1


def _height(entry: Entry, wider: float) -> float:
    tall = lines(f"{entry.cancelled} {entry.title}", _TITLE_WIDTH * wider)
    tall += lines(entry.where, _PLACE_WIDTH * wider)
    return tall * _LINE + _GAP + (_DAY if entry.says_day else 0.0)


def _places(meetings: list[Meeting]) -> list[PlaceLine]:
    """The places of the month with how to get there, the first met first."""
    met = {meeting.place.pk: meeting.place for meeting in meetings if meeting.place}
    found = [(place.name, ". ".join(filter(None, (place.address, place.access)))) for place in met.values()]
    return [
        PlaceLine(breakable(name), breakable(shorten(said, LONGEST_ACCESS, placeholder=" …")))
        for name, said in found[:MOST_PLACES]
    ]
