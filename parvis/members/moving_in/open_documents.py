"""Read an ODS spreadsheet row by row. Repeated rows and cells are unrolled within bounds only."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.members.moving_in import limits
from parvis.members.moving_in.archives import open_archive
from parvis.members.moving_in.refusals import UnreadableList
from parvis.members.moving_in.xml_streams import Handlers, Row, local, stream

MOST_REPEATED = 1000  # a filled row repeated more often than this is not a list of people
_SILENT = {"annotation", "shapes", "tracked-changes"}


def _times(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isdigit() and len(text) < 10 else 1


class _TableReader:
    """Turns the tags of content.xml into rows of text, for one table."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.handlers = Handlers(self.start, self.end, self.text)
        self.names: list[str] = []
        self.is_here = False
        self.silence = self.number = 0
        self.row_times = self.cell_times = 1
        self.cells: list[str] = []
        self.pieces: list[str] = []
        self.value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag in _SILENT:
            self.silence += 1
        elif tag == "table":
            self._open_table(attributes.get("table:name", ""))
        elif not self.is_here or self.silence:
            return
        elif tag == "table-row":
            self.row_times = _times(attributes, "table:number-rows-repeated")
            self.cells = []
        elif tag in {"table-cell", "covered-table-cell"}:
            self.cell_times = _times(attributes, "table:number-columns-repeated")
            self.pieces, self.value = [], _typed_value(attributes)
        elif tag == "p" and self.pieces:
            self.pieces.append("\n")
        elif tag in {"s", "tab", "line-break"}:
            self.pieces.append(" ")

    def _open_table(self, name: str) -> None:
        self.names.append(name)
        self.is_here = name == self.sheet or (not self.sheet and len(self.names) == 1)
        self.number = 0

    def end(self, name: str) -> None:
        tag = local(name)
        if tag in _SILENT:
            self.silence -= 1
        elif tag == "table":
            self.is_here = False
        elif not self.is_here or self.silence:
            return
        elif tag in {"table-cell", "covered-table-cell"}:
            self._keep_cell()
        elif tag == "table-row":
            self._keep_row()

    def text(self, data: str) -> None:
        if self.is_here and not self.silence:
            self.pieces.append(data)

    def _keep_cell(self) -> None:
        shown = "".join(self.pieces)
        text = self.value if self.value and (not shown.strip() or "E+" in shown) else shown
        if self.value and self.value[4:5] == "-":
            text = self.value
        room = limits.COLUMNS - len(self.cells)
        self.cells.extend([text] * min(self.cell_times, room))
        self.pieces, self.value = [], ""

    def _keep_row(self) -> None:
        if any(cell.strip() for cell in self.cells):
            for step in range(min(self.row_times, MOST_REPEATED)):
                self.handlers.rows.append((self.number + step + 1, self.cells))
        self.number += self.row_times


def _typed_value(attributes: dict[str, str]) -> str:
    """The day of a date, the plain number of a number; empty for the rest (the shown text is right)."""
    kind = attributes.get("office:value-type")
    if kind == "date":
        return attributes.get("office:date-value", "")[:10]
    if kind == "float":
        return attributes.get("office:value", "")
    return ""


def _stream(path: Path, reader: _TableReader) -> Iterator[Row]:
    with open_archive(path) as archive:
        if "content.xml" not in archive.NameToInfo:
            raise UnreadableList(_("We found no sheet in this file."))
        with archive.open("content.xml") as source:
            yield from stream(source, reader.handlers)


def sheet_names(path: Path) -> list[str]:
    """The sheets of a spreadsheet, in order (reads the whole file once)."""
    reader = _TableReader("\0none")
    for _row in _stream(path, reader):
        pass
    return reader.names


def rows(path: Path, sheet: str = "") -> Iterator[Row]:
    """The filled rows of one sheet (the first unless named) with their numbers."""
    return _stream(path, _TableReader(sheet))
