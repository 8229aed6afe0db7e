"""What was typed from a sign-in sheet, read without trust and kept as it was typed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from parvis.kit.form_keys import read_key
from parvis.meetings.paper.signing import BLANK
from parvis.meetings.typing_in import MOST_PEOPLE
from parvis.members.contacts import Contact, read_contact
from parvis.members.names import tidy

MOST_ROWS = 2000
MOST_NEWCOMERS = 40
_NUMBER = re.compile(r"[0-9]{1,15}")


@dataclass
class BlankRow:
    """Somebody who wrote themselves at the end: as typed, and what is wrong with it."""

    name: str = ""
    typed_contact: str = ""
    contact: Contact | None = None
    error: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.name and not self.typed_contact


@dataclass
class SheetTyped:
    """The form as it came back. shown_*: what it had shown as ticked, so that a blank takes nobody away."""

    here: dict[int, int] = field(default_factory=dict)
    others: set[int] = field(default_factory=set)
    shown_here: set[int] = field(default_factory=set)
    shown_others: set[int] = field(default_factory=set)
    blanks: list[BlankRow] = field(default_factory=lambda: [BlankRow() for _row in range(BLANK)])
    once: str = ""
    version: int = 0

    @property
    def newcomers(self) -> list[tuple[int, BlankRow]]:
        return [(number, row) for number, row in enumerate(self.blanks) if not row.is_blank]

    @property
    def errors(self) -> list[tuple[int, str]]:
        return [(number, row.error) for number, row in enumerate(self.blanks) if row.error]


def read_sheet(sent: QueryDict) -> SheetTyped:
    """Whatever was sent, within bounds; what cannot be a number is left out."""
    here = _numbers(sent.getlist("here"))
    return SheetTyped(
        here={number: _people(sent.get(f"people-{number}", "")) for number in here},
        others=_numbers(sent.getlist("other")),
        shown_here=_numbers(sent.get("shown", "")[:40_000].split()),
        shown_others=_numbers(sent.get("shown_others", "")[:40_000].split()),
        blanks=_blanks(sent.getlist("name"), sent.getlist("contact")),
        once=read_key(sent.get("once")),
        version=next(iter(_numbers([sent.get("version", "")])), 0),
    )


def _numbers(typed: Iterable[str]) -> set[int]:
    found = [int(text) for text in list(typed)[:MOST_ROWS] if _NUMBER.fullmatch(text)]
    return set(found)


def _people(typed: str) -> int:
    """How many came together; 0 when nobody said."""
    return min(int(typed), MOST_PEOPLE) if re.fullmatch(r"[0-9]{1,4}", typed.strip()) else 0


def _blanks(names: list[str], contacts: list[str]) -> list[BlankRow]:
    contacts = contacts + [""] * len(names)
    rows = [_blank(*pair) for pair in zip(names[:MOST_NEWCOMERS], contacts, strict=False)]
    return rows + [BlankRow() for _row in range(BLANK - len(rows))]


def _blank(name: str, contact: str) -> BlankRow:
    row = BlankRow(tidy(name)[:80].strip(), contact.strip()[:320])
    if row.typed_contact:
        try:
            row.contact = read_contact(row.typed_contact)
        except ValidationError as wrong:
            row.error = " ".join(wrong.messages)
        if not row.name:
            row.error = _("Write a first name. For example: Samir.")
    return row
