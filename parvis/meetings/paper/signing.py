"""The sign-in sheet: a row of twelve millimetres a person, five blank ones, « 2/5 » on each page.

Its code says of which meeting it is and when it was printed: it is typed back in the order of its rows.
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kit.moments import day_and_year, span
from parvis.kit.paper_codes import PaperCode
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.noting_beside import notes_of
from parvis.meetings.paper.heading import Address, Heading, address, heading
from parvis.meetings.paper.measuring import breakable, lines, pages
from parvis.meetings.paper.people import Guest, guests
from parvis.meetings.paper.poster import where

ROWS = 18  # of twelve millimetres on an A4 page, beside title and heads
BLANK = 5
SIGNED = "P"  # the kind of its code
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
    code: str
    address: Address  # where it is typed back
    pages: list[list[Line]]
    words: dict[str, str]


def signing_sheet(meeting: Meeting, at: datetime) -> SigningSheet:
    """Those who come, those who wait, and five rows for the others; printed at this moment."""
    code = str(PaperCode(SIGNED, meeting.pk, at))
    hours = span(meeting.begins_at, meeting.ends_at)
    notes = notes_of(meeting)
    rows = [_line(guest, notes) for guest in guests(meeting)] + [Line("", "")] * BLANK
    return SigningSheet(
        name=_("Sign-in sheet – %(title)s") % {"title": meeting.title},
        heading=heading(),
        title=breakable(meeting.title),
        when=f"{day_and_year(meeting.begins_at)}, {hours}. {where(meeting)}.",
        code=code,
        address=address(reverse("desk:typing_sheet", args=[code]), _("The code of this sheet")),
        pages=pages(rows, ROWS, lambda line: line.rows),
        words={
            "sheet": _("Sign-in sheet"),
            "name": _("Name"),
            "signature": _("Signature"),
            "blank": _("To fill in by hand"),
            "code": _("Code of this sheet"),
            "care": _("Names stand here: keep this sheet safe, then destroy it."),
            "page": _("Page"),
        },
    )


def _line(guest: Guest, notes: dict[int, str]) -> Line:
    note = notes.get(guest.registration.member_id, "")
    if guest.with_whom:
        note = _("with %(name)s") % {"name": guest.with_whom}
    if not guest.is_seated:
        is_offered = guest.registration.state == Registration.State.OFFERED
        waiting = _("offered a seat") if is_offered else _("waiting list")
        note = f"{note}, {waiting}" if note else waiting
    tall = lines(guest.name, _NAME_WIDTH) + (lines(note, _NAME_WIDTH * 1.2) if note else 0)
    return Line(breakable(guest.name), breakable(note), max(1, -(-tall // 2)))
