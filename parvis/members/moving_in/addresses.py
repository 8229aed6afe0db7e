"""Read how people are reached in the cells of a line: e-mails, telephones, a postal address, a day."""

import re
from datetime import date

from django.core.exceptions import ValidationError

from parvis.members.contacts import read_contact

_MAIL = re.compile(r"[^\s,;<>()\[\]\"/:|]+@[^\s,;<>()\[\]\"/:|]+")
_USUAL_MAIL = re.compile(r"^[a-z0-9]+(?:[._+-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,24}$")
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?E\+?\d{1,2}$", re.IGNORECASE)
_FRENCH = re.compile(r"(?:(?:\+|00)33[\s.]?(?:\(0\))?\s?|0)[1-9](?:[\s.\-]?\d{2}){4}(?!\d)")
_BETWEEN = re.compile(r"[/;,|]|\bou\b|\bet\b|\s-\s", re.IGNORECASE)
_NOTHING = {
    "-",
    "/",
    "?",
    "x",
    "nc",
    "non",
    "néant",
    "neant",
    "aucun",
    "aucune",
    "0",
    "n/a",
    "na",
    "sans",
    "pas",
    ".",
}
_FRENCH_DAY = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})\b")
_ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})\b")
MOST = 6  # addresses of one kind in one line


def is_nothing(cell: str) -> bool:
    """Whether a cell says « none »: a dash, « néant », « NC »."""
    return cell.lower() in _NOTHING


def read_mails(cell: str) -> tuple[list[str], list[str]]:
    """The e-mail addresses of a cell, and what looks like one and is not."""
    if not cell or is_nothing(cell):
        return [], []
    if _USUAL_MAIL.match(plain := cell.lower()):
        return [plain], []
    good: list[str] = []
    bad: list[str] = []
    for found in _MAIL.findall(cell)[:MOST] or [cell]:
        try:
            contact = read_contact(found.strip("'.").removeprefix("mailto:"))
        except ValidationError:
            bad.append(found)
            continue
        (good if contact.is_mail else bad).append(contact.address if contact.is_mail else found)
    return good, bad


def _without_decimals(cell: str) -> str:
    """« 612345678.0 » and « 6,12345678E8 » are numbers a spreadsheet made of a telephone number."""
    if _SCIENTIFIC.match(cell):
        return str(int(float(cell.replace(",", "."))))
    return cell[:-2] if cell.endswith((".0", ",0")) and cell[:-2].isdigit() else cell


def _read_telephone(text: str) -> str:
    """E.164, or ValidationError. The usual French form is read without asking the large tables."""
    digits = "".join(char for char in text if char.isdigit())
    if len(digits) == 10 and digits[0] == "0" and "+" not in text:
        if digits[1] == "0":
            raise ValidationError("")
        return f"+33{digits[1:]}"
    if len(digits) == 11 and digits.startswith("33") and digits[2] != "0":
        return f"+{digits}"
    if len(digits) == 12 and digits.startswith("330"):
        return f"+33{digits[3:]}"
    contact = read_contact(text)
    if not contact.is_telephone:
        raise ValidationError("")
    return contact.address


def read_telephones(cell: str) -> tuple[list[str], list[str]]:
    """The telephone numbers of a cell in E.164, and what looks like one and is not."""
    if not cell or is_nothing(cell):
        return [], []
    cell = _without_decimals(cell)
    pieces = _FRENCH.findall(cell) or [part for part in _BETWEEN.split(cell) if part.strip()]
    good: list[str] = []
    bad: list[str] = []
    for piece in pieces[:MOST]:
        try:
            good.append(_read_telephone(piece.strip()))
        except ValidationError:
            bad.append(piece.strip())
    return good, bad


def split_mixed(cell: str) -> tuple[str, str, str]:
    """Name, e-mails and telephones of a cell that holds all of them."""
    mails = " ".join(_MAIL.findall(cell))
    rest = _MAIL.sub(" ", cell)
    numbers = _FRENCH.findall(rest)
    rest = _FRENCH.sub(" ", rest)
    name = re.sub(r"(?i)\b(tel|tél|téléphone|port|portable|mail|e-mail|courriel)\b\.?\s*:?", " ", rest)
    return (
        " ".join(re.sub(r"[<>:;|\d]|\s[-–,](?=\s|$)", " ", name).split()).strip(" ,-–"),
        mails,
        " / ".join(numbers),
    )


def read_post(streets: list[str], postcode: str, town: str) -> str:
    """« 2 rue des Arbres, 01000 Bourg »; empty without a street: a town alone reaches nobody."""
    streets = [street for street in streets if street and not is_nothing(street)]
    if not streets:
        return ""
    postcode = _without_decimals(postcode)
    if postcode.isdigit() and len(postcode) == 4:
        postcode = f"0{postcode}"
    place = " ".join(part for part in (postcode, town) if part)
    street = ", ".join(streets)
    return (f"{street}, {place}" if place and place.lower() not in street.lower() else street)[:320]


def read_day(cell: str, today: date) -> date | None:
    """« 04/03/2024 », « 4.3.24 », « 2024-03-04 », with or without an hour; None when it is no past day."""
    if found := _ISO_DAY.match(cell):
        year, month, day = (int(part) for part in found.groups())
    elif found := _FRENCH_DAY.match(cell):
        day, month, year = (int(part) for part in found.groups())
        year += 0 if year > 99 else 2000 if year <= today.year % 100 else 1900
    else:
        return None
    try:
        read = date(year, month, day)
    except ValueError:
        return None
    return read if date(1900, 1, 1) <= read <= today else None
