"""Tables on paper: one card a table, folded like a tent, with its names; and the list by first name."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.kit.moments import day_and_year
from parvis.meetings.models import Meeting
from parvis.meetings.paper.heading import Heading, heading
from parvis.meetings.paper.measuring import breakable, clipped, lines
from parvis.members.names import search_name
from parvis.tables.reading import Evening, SeatedTable, Someone, Turn

ROWS = 27  # of eight millimetres in a column; two columns a page
LONGEST_TITLE, LONGEST_QUESTION = 76, 120
_NAMES = ((11.0, 16.8, 2), (8.5, 21.7, 3), (6.5, 28.4, 4))  # millimetres, ems on a line, lines
_SMALLEST = 5.0


@dataclass(frozen=True)
class Card:
    """table: its number or name. names: in one line of text. size: of its letters, in millimetres."""

    table: str
    names: str
    size: float


@dataclass(frozen=True)
class SeatedCards:
    name: str
    heading: Heading
    title: str
    cards: list[Card]
    words: dict[str, str]


@dataclass(frozen=True)
class Row:
    """letter: where a new one begins, else empty."""

    letter: str
    name: str
    table: str


@dataclass(frozen=True)
class NameList:
    """pages: two columns of rows each."""

    name: str
    heading: Heading
    title: str
    when: str
    pages: list[list[list[Row]]]
    words: dict[str, str]


def seated_cards(meeting: Meeting, turn: Turn) -> SeatedCards:
    """One card for each table of a round."""
    return SeatedCards(
        name=_("Table cards – %(title)s") % {"title": meeting.title},
        heading=heading(),
        title=breakable(clipped(meeting.title, LONGEST_TITLE)),
        cards=[_card(table) for table in turn.tables],
        words={
            "table": _("Table"),
            "beside": clipped(turn.question, LONGEST_QUESTION)
            or _("Sit beside someone you do not know yet."),
        },
    )


def name_list(meeting: Meeting, evening: Evening, turn: Turn) -> NameList:
    """Everybody by first name, with their table: hung at the door."""
    seated = [(_called(one), table.name) for table in turn.tables for one in table.people]
    waiting = [(_called(one), "") for one in evening.unseated]
    rows = _lettered(sorted([*seated, *waiting], key=lambda row: search_name(row[0])))
    columns = [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)]
    return NameList(
        name=_("Who sits where – %(title)s") % {"title": meeting.title},
        heading=heading(),
        title=breakable(clipped(meeting.title, LONGEST_TITLE)),
        when=day_and_year(meeting.begins_at),
        pages=[columns[start : start + 2] for start in range(0, len(columns), 2)] or [[[]]],
        words={
            "round": _("Round %(number)s of %(all)s") % {"number": turn.number, "all": len(evening.rounds)}
            if len(evening.rounds) > 1
            else "",
            "list": _("Who sits where"),
            "name": _("First name"),
            "table": _("Table"),
            "page": _("Page"),
            "care": _("Names stand here: keep this sheet safe, then destroy it."),
        },
    )


def _called(one: Someone) -> str:
    return one.name if one.people == 1 else f"{one.name} + {one.people - 1}"


def _card(table: SeatedTable) -> Card:
    names = " · ".join(_called(one).replace(" ", "\u00a0") for one in table.people)
    sizes = [size for size, width, most in _NAMES if lines(names, width) <= most]
    return Card(table.name, breakable(names), sizes[0] if sizes else _SMALLEST)


def _lettered(rows: list[tuple[str, str]]) -> list[Row]:
    made, last = [], ""
    for name, table in rows:
        letter = search_name(name)[:1].upper()
        made.append(Row(letter if letter != last else "", name, table))
        last = letter
    return made
