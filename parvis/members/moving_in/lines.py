"""What a line of the list becomes: the people in it, or the reason why it is left aside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from parvis.members.moving_in.addresses import (
    is_nothing,
    read_day,
    read_mails,
    read_post,
    read_telephones,
    split_mixed,
)
from parvis.members.moving_in.headings import Meaning
from parvis.members.moving_in.person_names import read_people, read_people_in_two
from parvis.members.names import search_name, tidy

_TOTAL = re.compile(
    r"^(sous[- ]?)?totau?x?\b|^nombre (de|d[’'])|^moyenne\b|^effectif\b|^sum\b|^total", re.IGNORECASE
)
_CIRCLES = re.compile(r"[;,|/\n]")


class Refusal(StrEnum):
    """Why a line is left aside."""

    NO_NAME = "no_name"
    TOTAL = "total"
    HEADING = "heading"


class Doubt(StrEnum):
    """What of a line could not be read; the rest of the line is kept."""

    MAIL = "mail"
    TELEPHONE = "telephone"


@dataclass(slots=True)
class Facts:
    """What is known of one person: normalised addresses, nothing else than what will be stored."""

    name: str
    mails: list[str] = field(default_factory=list)
    telephones: list[str] = field(default_factory=list)
    post: str = ""
    circles: list[str] = field(default_factory=list)
    joined_on: str = ""  # ISO

    def as_json(self) -> dict[str, Any]:
        """Only what is filled, to keep a hundred thousand of them small."""
        filled: dict[str, Any] = {"name": self.name}
        for key in ("mails", "telephones", "post", "circles", "joined_on"):
            if value := getattr(self, key):
                filled[key] = value
        return filled


@dataclass
class ReadLine:
    number: int
    people: list[Facts]
    refusal: str = ""
    doubts: list[tuple[str, str]] = field(default_factory=list)  # (Doubt, what was written)


@dataclass
class Columns:
    """The settled meanings of the columns, in order, and the headings (repeated ones are passed over)."""

    meanings: Sequence[str]
    headings: Sequence[str] = ()

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where the columns of each meaning are."""
        places: dict[str, list[int]] = {}
        for index, meaning in enumerate(self.meanings):
            places.setdefault(str(meaning), []).append(index)
        return places

    def of(self, cells: list[str], wanted: str) -> list[str]:
        """The filled cells of a meaning."""
        width = len(cells)
        return [cells[index] for index in self.places.get(wanted, ()) if index < width and cells[index]]

    def first(self, cells: list[str], wanted: str) -> str:
        """The first filled cell of a meaning, or nothing."""
        found = self.of(cells, wanted)
        return found[0] if found else ""

    def is_heading(self, cells: list[str]) -> bool:
        """Whether a row repeats the headings, as lists printed page by page do."""
        if not self.headings or len(cells) < 2 or cells[-1] not in self.headings:
            return False
        pairs = zip(cells, self.headings, strict=False)
        return all(cell == heading for cell, heading in pairs if cell)


def _names(cells: list[str], columns: Columns, mixed_name: str) -> list[str]:
    last, first = columns.first(cells, Meaning.LAST_NAME), columns.first(cells, Meaning.FIRST_NAME)
    if last or first:
        others = columns.of(cells, Meaning.OTHER_FIRST_NAME)
        return read_people_in_two(
            "" if is_nothing(last) else last, "" if is_nothing(first) else first, *others
        )
    reversed_name = columns.first(cells, Meaning.LAST_FIRST)
    if reversed_name:
        return read_people(reversed_name, last_first=True)
    return read_people(columns.first(cells, Meaning.FULL_NAME) or mixed_name)


def _circles(cells: list[str]) -> list[str]:
    parts = [part.strip()[:120] for cell in cells for part in _CIRCLES.split(cell)]
    return list(dict.fromkeys(part for part in parts if part and not is_nothing(part)))


def _all(texts: list[str], read: Any, doubt: Doubt) -> tuple[list[str], list[tuple[str, str]]]:
    found: dict[str, None] = {}
    doubts = []
    for text in texts:
        good, bad = read(text)
        found.update(dict.fromkeys(good))
        doubts += [(doubt.value, value[:80]) for value in bad]
    return list(found), doubts


def _share_out(people: list[Facts], mails: list[str], telephones: list[str]) -> None:
    """Two people and two addresses: one each, by the first name in the address where it tells.

    A single address, and fixed telephones, are shared: that is what the list says of a household.
    """
    mobiles = [number for number in telephones if number.startswith(("+336", "+337"))]
    fixed = [number for number in telephones if number not in mobiles]
    for person, own_mails, own_mobiles in zip(
        people, _each(people, mails), _each(people, mobiles), strict=True
    ):
        person.mails, person.telephones = own_mails, own_mobiles + fixed


def _each(people: list[Facts], addresses: list[str]) -> list[list[str]]:
    if len(people) == 1 or len(addresses) != len(people):
        return [addresses] * len(people)
    left = list(addresses)
    given = []
    for person in people:
        first = search_name(person.name).split(" ")[0]
        mine = next((address for address in left if first and first in address.split("@")[0]), None)
        given.append(mine)
        if mine:
            left.remove(mine)
    return [[mine or left.pop(0)] for mine in given]


def read_line(number: int, cells: list[str], columns: Columns, today: date) -> ReadLine:
    """The people a line tells of, with how to reach them, or why it is left aside."""
    if columns.is_heading(cells):
        return ReadLine(number, [], Refusal.HEADING)
    mixed_name, mixed_mails, mixed_telephones = split_mixed(columns.first(cells, Meaning.MIXED))
    mails, doubts = _all([*columns.of(cells, Meaning.MAIL), mixed_mails], read_mails, Doubt.MAIL)
    telephones, more = _all(
        [*columns.of(cells, Meaning.TELEPHONE), mixed_telephones], read_telephones, Doubt.TELEPHONE
    )
    if not (mails or telephones) and any(_TOTAL.match(cell) for cell in cells[:4]):
        return ReadLine(number, [], Refusal.TOTAL)
    names = [tidy(name) for name in _names(cells, columns, mixed_name)]
    if not names:
        return ReadLine(number, [], Refusal.NO_NAME, doubts + more)
    people = [Facts(name) for name in names]
    _share_out(people, mails, telephones)
    _fill(people, cells, columns, today)
    return ReadLine(number, people, "", doubts + more)


def _fill(people: list[Facts], cells: list[str], columns: Columns, today: date) -> None:
    """What the people of one line share: where they live, their circles, since when."""
    post = read_post(
        columns.of(cells, Meaning.STREET),
        columns.first(cells, Meaning.POSTCODE),
        columns.first(cells, Meaning.TOWN),
    )
    circles = _circles(columns.of(cells, Meaning.CIRCLE))
    since = read_day(columns.first(cells, Meaning.JOINED_ON), today)
    for person in people:
        person.post, person.circles = post, circles
        person.joined_on = since.isoformat() if since else ""
