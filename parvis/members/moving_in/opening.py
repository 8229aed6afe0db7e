"""Open a list whatever it is: look at its content, never at its name, and give its rows."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.members.moving_in import limits, open_documents, text_tables, workbooks
from parvis.members.moving_in.cells import clean_row
from parvis.members.moving_in.refusals import UnreadableList

Row = tuple[int, list[str]]
HEAD = 200  # rows looked at for guessing


class Kind(StrEnum):
    TEXT = "text"
    XLSX = "xlsx"
    ODS = "ods"


@dataclass(frozen=True)
class Table:
    """A list that was recognised; nothing is held open, `rows` reads it anew each time."""

    path: Path
    kind: Kind
    sheets: list[str]  # empty for text
    sheet: str = ""
    dialect: text_tables.Dialect | None = None

    def rows(self) -> Iterator[Row]:
        """Filled rows, cleaned, with the number a spreadsheet shows beside them.

        UnreadableList when the file turns out to be broken, or to have more than 200,000 filled rows.
        """
        count = last = 0
        for number, cells in self._raw():
            if not (row := clean_row(cells)):
                continue
            count += 1
            if count > limits.LINES:
                raise UnreadableList(_("This list has more than 200,000 lines. Cut it in several files."))
            last = max(number, last + 1)  # some files number two rows alike
            yield last, row

    def _raw(self) -> Iterator[Row]:
        if self.kind is Kind.TEXT:
            numbered = enumerate(text_tables.rows(self.path, self.dialect), start=1)
            return (row for row in numbered if any(row[1]))
        if self.kind is Kind.XLSX:
            return workbooks.rows(self.path, self.sheet)
        return open_documents.rows(self.path, self.sheet)

    def head(self) -> list[Row]:
        """The first rows, enough to guess from and to show."""
        return list(islice(self.rows(), HEAD))


def _is_zip(start: bytes, path: Path) -> bool:
    return start.startswith(b"PK") and zipfile.is_zipfile(path)


_UNWANTED: list[tuple[Callable[[bytes], bool], Callable[[], str]]] = [
    (
        lambda start: start.startswith(b"%PDF"),
        lambda: _("This is a PDF, made for reading. Open the list itself and save it as CSV or XLSX."),
    ),
    (
        lambda start: start.startswith(b"\xd0\xcf\x11\xe0"),
        lambda: _("This is an old or locked Excel file. Save it as .xlsx without a password, or as CSV."),
    ),
    (
        lambda start: start.lstrip()[:200].lower().startswith((b"<html", b"<!doctype html", b"<table")),
        lambda: _("This is a web page. Open it in a spreadsheet and save it as XLSX or CSV."),
    ),
    (
        lambda start: start.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")),
        lambda: _("This is a picture. We need the list itself: CSV, XLSX or ODS."),
    ),
    (
        lambda start: start.startswith((b"PK", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")),
        lambda: _("This is a packed folder. Unpack it, then choose the list inside."),
    ),
]


def _workbook_kind(path: Path) -> Kind | None:
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" in archive.NameToInfo:
            return Kind.XLSX
        if "content.xml" in archive.NameToInfo:
            with archive.open("mimetype") as kind:
                return Kind.ODS if b"spreadsheet" in kind.read(200) else None
    return None


def _kind(path: Path) -> Kind:
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip(b"\0\r\n\t ;,\xef\xbb\xbf\xff\xfe"):
        raise UnreadableList(_("This file is empty."))
    if _is_zip(start, path) and (kind := _workbook_kind(path)):
        return kind
    for is_it, words in _UNWANTED:
        if is_it(start):
            raise UnreadableList(words())
    return Kind.TEXT


def open_table(path: Path, sheet: str = "") -> Table:
    """Recognise a list. UnreadableList (with what to do) for anything that is not a table."""
    if path.stat().st_size > limits.FILE_BYTES:
        raise UnreadableList(_("This file is over 24 MB. Keep only the list, or cut it in several files."))
    kind = _kind(path)
    if kind is Kind.TEXT:
        return Table(path, kind, [], "", text_tables.find_dialect(path))
    sheets = workbooks.sheet_names(path) if kind is Kind.XLSX else open_documents.sheet_names(path)
    return Table(path, kind, sheets, sheet if sheet in sheets else _first_filled(path, kind, sheets))


def _first_filled(path: Path, kind: Kind, sheets: list[str]) -> str:
    for sheet in sheets[:12]:
        if next(Table(path, kind, sheets, sheet).rows(), None):
            return sheet
    raise UnreadableList(_("This file is empty."))
