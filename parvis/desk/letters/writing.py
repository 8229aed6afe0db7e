"""A letter as a sheet: the address in the window, words in large type, what to do without a device, a slip.

Millimetres: folded in three in a DL envelope, or in two in a C5 one, a sheet always shows, however it slips,
what stands from 109 to 190 across and from 57 to 79 down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from parvis.courier.letters import Envelope, address_lines
from parvis.courier.models import Dispatch
from parvis.desk.letters.weeks import WEEK, WeekPage, page_of_week
from parvis.desk.models import TypedSheet
from parvis.kit.moments import day_and_year
from parvis.kit.paper_codes import PaperCode
from parvis.meetings import purposes
from parvis.meetings.paper.heading import Heading, heading
from parvis.members.helping import helper

# Words that ask whether somebody comes; the others leave nothing to decide.
ANSWERED = {
    purposes.CONFIRMATION, purposes.WAITING, purposes.OFFER, purposes.PROMOTED, purposes.CHANGE,
    purposes.RESTORED, purposes.REMINDER,
}  # fmt: skip


@dataclass(frozen=True)
class Sender:
    """Whose letter it is, and whom to call: as it stands at the top."""

    heading: Heading
    lines: list[str]


@dataclass(frozen=True)
class Slip:
    """The strip to cut and give back."""

    code: str
    name: str
    about: str
    choices: list[str]


@dataclass(frozen=True)
class Message:
    title: str
    paragraphs: list[str]


@dataclass(frozen=True)
class Letter:
    """What goes into one envelope. week: the sheet of the week goes with it, or alone."""

    to: list[str]  # the names, then the lines of the address
    names: list[str]
    messages: list[Message]
    slips: list[Slip]
    weeks: list[WeekPage]


@dataclass(frozen=True)
class Mailing:
    """All letters of one print."""

    name: str
    sender: Sender
    day: str
    letters: list[Letter]
    words: dict[str, str]


def mailing(envelopes: Iterable[Envelope], at: datetime) -> Mailing:
    """The letters of these envelopes; a constant number of queries, but for the sheets of the week."""
    return Mailing(
        name=_("Letters"),
        sender=sender(),
        day=day_and_year(at).capitalize(),
        letters=[_letter(envelope) for envelope in envelopes],
        words=words_of_letters(),
    )


def sender() -> Sender:
    """The community, who answers the telephone, when and where."""
    ours, person = heading(), helper()
    answers = _("%(name)s answers the telephone") % {"name": person.name} if person else ""
    lines = [answers, ours.telephone, person.hours if person else "", person.where if person else ""]
    return Sender(ours, [line for line in lines if line])


def _letter(envelope: Envelope) -> Letter:
    told = [row for row in envelope.letters if row.purpose != WEEK]
    weeks = [row for row in envelope.letters if row.purpose == WEEK]
    return Letter(
        to=[_together(envelope.names), *address_lines(envelope.address)],
        names=envelope.names,
        messages=list({(row.title, row.body): _message(row) for row in told}.values()),
        slips=[_slip(row) for row in told],
        weeks=[page for row in weeks if (page := page_of_week(row))],
    )


def _together(names: list[str]) -> str:
    """« Odile et Henri Roux »: one line for two who bear one name."""
    if len(names) == 2:
        (one, family), (other, same) = (name.rpartition(" ")[::2] for name in names)
        if one and other and family == same:
            return _("%(one)s and %(other)s") % {"one": one, "other": names[1]}
    return ", ".join(names)


def _message(row: Dispatch) -> Message:
    parts = [part.strip() for part in row.body.split("\n\n")]
    return Message(row.title, [part for part in parts if part])


def _slip(row: Dispatch) -> Slip:
    call = _("Call me back")
    is_answered = row.purpose in ANSWERED and bool(row.subject_kind)
    return Slip(
        code=code_of(row),
        name=row.name,
        about=row.title,
        choices=[_("I am coming"), _("I am not coming"), call] if is_answered else [call],
    )


def code_of(row: Dispatch) -> str:
    """The code by which the slip of a letter is typed back."""
    return str(PaperCode(TypedSheet.Kind.SLIP, row.pk))


def words_of_letters() -> dict[str, str]:
    """What every letter and sheet says alike."""
    return {
        "without": _("You need no computer: call us, or give this slip back."),
        "call": _("To answer, call:"),
        "slip": _("To cut, and give back or post to:"),
        "word": _("A word:"),
        "code": _("Code"),
        "telephone": _("My telephone number:"),
        "hello": _("Hello %(name)s,"),
        "week": _("The sheet of the week"),
        "come": _("I am coming"),
        "nothing": _("Nothing planned yet. Come and suggest something!"),
        "tick": _("Tick where you are coming, then give this sheet back."),
        "name": _("My name:"),
        "missing": _("Some signs (□) are not in our letters. Print this sheet from your browser."),
    }
