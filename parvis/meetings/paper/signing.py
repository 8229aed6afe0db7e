"""The sign-in sheet: a row of twelve millimetres a person, five blank ones, « 2/5 » on each page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.kit.moments import day_and_year, span
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.paper.heading import Heading, heading
from parvis.meetings.paper.measuring import breakable, lines, pages
from parvis.meetings.paper.people import Guest, guests
from parvis.meetings.paper.poster import where

ROWS = 18  # of twelve millimetres on an A4 page, beside title and heads
BLANK = 5
_NAME_WIDTH = 19.0  # ems of the name's column, two lines a row


@dataclass(frozen=True)
class Line:
    name: str
    note: str  # « avec Jeanne Martin », « liste d’attente »
    rows: int = 1


@dataclass(frozen=True)
class SigningSheet:
    name: str
    heading: Heading
    title: str
    when: str
    pages: list[list[Line]]
    words: dict[str, str]


def signing_sheet(meeting: Meeting) -> SigningSheet:
    """Those who come, those who wait, and five rows for the others."""
    hours = span(meeting.begins_at, meeting.ends_at)
    rows = [_line(guest) for guest in guests(meeting)] + [Line("", "")] * BLANK
    return SigningSheet(
        name=_("Sign-in sheet – %(title)s") % {"title": meeting.title},
        heading=heading(),
        title=breakable(meeting.title),
        when=f"{day_and_year(meeting.begins_at)}, {hours}. {where(meeting)}.",
        pages=pages(rows, ROWS, lambda line: line.rows),
        words={
            "sheet": _("Sign-in sheet"),
            "name": _("Name"),
            "signature": _("Signature"),
            "blank": _("To fill in by hand"),
            "care": _("Names stand here: keep this sheet safe, then destroy it."),
            "page": _("Page"),
        },
    )


def _line(guest: Guest) -> Line:
    note = _("with %(name)s") % {"name": guest.with_whom} if guest.with_whom else ""
    if not guest.is_seated:
        is_offered = guest.registration.state == Registration.State.OFFERED
        waiting = _("offered a seat") if is_offered else _("waiting list")
        note = f"{note}, {waiting}" if note else waiting
    tall = lines(guest.name, _NAME_WIDTH) + (lines(note, _NAME_WIDTH * 1.2) if note else 0)
    return Line(breakable(guest.name), breakable(note), max(1, -(-tall // 2)))
