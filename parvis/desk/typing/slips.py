"""Type a reply slip in: the person's own written answer to a letter, or to the sheet of the week.

It needs no mandate: they ticked it themselves. Their journal says who typed it in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.courier.models import Channel, Dispatch
from parvis.courier.noting import note
from parvis.desk.letters.weeks import WEEK, meetings_on
from parvis.desk.models import WeekSheet
from parvis.desk.typing.noting_sheets import note_typed
from parvis.kit.paper_codes import PaperCode
from parvis.kit.refusals import Refusal
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.promoting import accept
from parvis.meetings.registering import register, register_newcomer, withdraw
from parvis.members.contacts import Contact
from parvis.members.models import Member

ANSWERED = "desk.slip"


@dataclass(frozen=True)
class Said:
    """What is ticked: meetings (ids) they come to, or do not come to; whether to call; their words."""

    coming: set[int] = field(default_factory=set)
    not_coming: set[int] = field(default_factory=set)
    call_back: bool = False
    words: str = ""


def letter_of(code: PaperCode) -> tuple[Dispatch, Member] | None:
    """The letter whose slip bears this code, and its person; None when one of them is gone."""
    row = Dispatch.objects.filter(pk=code.number, channel=Channel.LETTER).first()
    person = Member.objects.present().filter(pk=row.person or 0).first() if row else None
    return (row, person) if row and person else None


def meetings_of(row: Dispatch, reader: Member, now: datetime) -> list[Meeting]:
    """What the slip asks about, in its order, as far as its reader may know and it is still to come."""
    seen = Meeting.objects.visible_to(reader).filter(ends_at__gt=now).select_related("place", "cancellation")
    if row.purpose == WEEK:
        sheet = WeekSheet.objects.filter(pk=row.subject_id or 0).first()
        return _still_open(meetings_on(sheet), seen) if sheet else []
    pk = row.subject_id or 0
    if row.subject_kind == "meetings.registration":
        pk = Registration.objects.filter(pk=pk).values_list("meeting", flat=True).first() or 0
    elif row.subject_kind != "meetings.meeting":
        return []
    return list(seen.filter(pk=pk))


def meetings_of_week(sheet: WeekSheet, reader: Member, now: datetime) -> list[Meeting]:
    """The meetings of the sheet for all, in its order."""
    seen = Meeting.objects.visible_to(reader).filter(ends_at__gt=now)
    return _still_open(meetings_on(sheet), seen)


@transaction.atomic
def type_slip(
    *,
    code: PaperCode,
    letter: Dispatch,
    person: Member,
    asked: Iterable[Meeting],
    said: Said,
    version: int,
    by: Member,
    at: datetime,
) -> list[str]:
    """Do what the slip says, once; what could not be done, in sentences. TypedMeanwhile."""
    note_typed(code, version=version, by=by, at=at)
    refused = []
    for meeting in asked:
        if meeting.pk in said.coming:
            refused += _come(meeting, person, by, at)
        elif meeting.pk in said.not_coming:
            _stay(meeting, person, by, at)
    words = [said.words, *refused, *([_("Please call me back.")] if said.call_back else [])]
    if any(words):
        note(
            key=f"{code} {version}", purpose=ANSWERED, person=person.pk, sender="", at=at,
            title=_("On paper: %(title)s") % {"title": letter.title},
            text="\n\n".join(filter(None, words)),
        )  # fmt: skip
    return refused


@transaction.atomic
def type_for_all(
    *, asked: Iterable[Meeting], coming: set[int], name: str, contact: Contact, at: datetime
) -> list[str]:
    """A sheet from the counter: somebody wrote their name and number on it. What could not be done."""
    refused = []
    for meeting in asked:
        if meeting.pk in coming:
            try:
                register_newcomer(meeting=meeting, name=name, contact=contact, at=at)
            except Refusal as refusal:
                refused.append(f"{meeting.title} : {refusal.reason}")
    return refused


def _still_open(meetings: list[Meeting], seen: Iterable[Meeting]) -> list[Meeting]:
    known = {meeting.pk for meeting in seen}
    return [meeting for meeting in meetings if meeting.pk in known]


def _come(meeting: Meeting, person: Member, by: Member, at: datetime) -> list[str]:
    live = meeting.registrations.live().filter(member=person).first()
    try:
        if live is None:
            register(meeting=meeting, member=person, at=at, made_by=by, channel="telephone")
        elif live.state == Registration.State.OFFERED:
            accept(registration=live, at=at)
    except Refusal as refusal:
        return [f"{meeting.title} : {refusal.reason}"]
    return []


def _stay(meeting: Meeting, person: Member, by: Member, at: datetime) -> None:
    live = meeting.registrations.live().filter(member=person).first()
    if live is not None:
        withdraw(registration=live, at=at, by=by)
