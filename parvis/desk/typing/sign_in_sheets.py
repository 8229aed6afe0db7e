"""Type a sign-in sheet in: arrivals, newcomers, and who left a way to be reached."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.courier.noting import note
from parvis.desk.models import TypedSheet
from parvis.desk.typing.noting_sheets import note_typed
from parvis.desk.typing.reading import BlankRow, SheetTyped
from parvis.kit.paper_codes import PaperCode
from parvis.meetings.models import Meeting
from parvis.meetings.recognising import find_among, sharers
from parvis.meetings.typing_in import Newcomer, SheetRow, TypedRows, take_sheet
from parvis.members.contacts import shown
from parvis.members.models import Member

LEFT_A_CONTACT = "desk.left_a_contact"


@dataclass(frozen=True)
class TypedIn:
    """What came of it: the row that says so, how many are in the room now, how many are to be called."""

    sheet: TypedSheet
    people: int
    to_call: int


@transaction.atomic
def type_sheet(
    *, code: PaperCode, meeting: Meeting, typed: SheetTyped, rows: list[SheetRow], by: Member, at: datetime
) -> TypedIn:
    """Bring the room to what the paper says, once whoever sends it. TypedMeanwhile; NotThere."""
    sheet = note_typed(code, version=typed.version, by=by, at=at, meeting=meeting)
    party = {row.registration.pk: row.here or row.registration.party for row in rows}
    newcomers = [
        _newcomer(meeting, typed.once or str(code), number, row, at) for number, row in typed.newcomers
    ]
    said = TypedRows(
        came={pk: people or party.get(pk, 1) for pk, people in typed.here.items()},
        not_come=typed.shown_here - set(typed.here),
        undone=typed.shown_others - typed.others,
        newcomers=newcomers,
    )
    sheet.people = take_sheet(meeting=meeting, typed=said, by=by, at=at)
    sheet.save(update_fields=["people"])
    unknown = [
        row
        for (_number, row), new in zip(typed.newcomers, newcomers, strict=True)
        if row.contact and new.member is None
    ]
    for row in unknown:
        _note_contact(code, meeting, row, at)
    return TypedIn(sheet, sheet.people, len(unknown))


def _newcomer(meeting: Meeting, once: str, number: int, row: BlankRow, at: datetime) -> Newcomer:
    """Known already when the contact and the name are somebody's here."""
    new = Newcomer(f"{once}.{number}", row.name)
    known = find_among(row.name, sharers(row.contact, meeting, at)) if row.contact else None
    return replace(new, member=known.member) if known else new


def _note_contact(code: PaperCode, meeting: Meeting, row: BlankRow, at: datetime) -> None:
    """Nobody is written down without having agreed: a person calls, and asks."""
    assert row.contact is not None
    words = _("%(name)s came to “%(title)s” and left on paper: %(contact)s. Call, and ask if we may keep it.")
    told = {"name": row.name, "title": meeting.title, "contact": shown(row.contact)}
    note(
        key=f"{code} {row.name} {row.contact.address}",
        purpose=LEFT_A_CONTACT,
        title=_("%(name)s left a way to be reached") % {"name": row.name},
        text=words % told,
        sender=row.contact.address,
        at=at,
    )
