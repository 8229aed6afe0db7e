"""Table cards: one sheet folded into a tent, its number read from the door and from both sides."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.meetings.models import Meeting
from parvis.meetings.paper.heading import Heading, heading
from parvis.meetings.paper.measuring import breakable

MOST = 60
AT_A_TABLE = 6


@dataclass(frozen=True)
class TableCards:
    name: str
    heading: Heading
    title: str
    numbers: list[int]
    words: dict[str, str]


def usual_number(meeting: Meeting) -> int:
    """Six people at a table: as many tables as those who come need, or the meeting's seats."""
    people = max(meeting.seats_taken, meeting.capacity or 0, 1)
    return min(MOST, -(-people // AT_A_TABLE))


def table_cards(meeting: Meeting, how_many: int) -> TableCards:
    """So many cards, numbered from one; sixty at most."""
    return TableCards(
        name=_("Table cards – %(title)s") % {"title": meeting.title},
        heading=heading(),
        title=breakable(meeting.title),
        numbers=list(range(1, min(max(how_many, 1), MOST) + 1)),
        words={"table": _("Table"), "beside": _("Sit beside someone you do not know yet.")},
    )
