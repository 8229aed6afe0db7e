"""Read an XLSX workbook row by row, memory flat.

openpyxl's read-only mode keeps every row element, every row's dimensions and every shared string:
its memory grows with the file. Here rows stream through expat; the dimensions a file claims are
not believed; formulas give the value last computed, never the formula.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import from_excel

from parvis.members.moving_in import limits
from parvis.members.moving_in.archives import open_archive, small_part
from parvis.members.moving_in.packed_strings import PackedStrings, read_shared_strings
from parvis.members.moving_in.refusals import UnreadableList
from parvis.members.moving_in.xml_streams import Handlers, Row, local, stream

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _tree(archive: zipfile.ZipFile, name: str) -> Element:
    content = small_part(archive, name)
    if not content:
        return Element("nothing")
    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise UnreadableList(_("This file is damaged. Save it again, or save it as CSV.")) from error


def _tagged(tree: Element, tag: str) -> Iterator[Element]:
    return (node for node in tree.iter() if isinstance(node.tag, str) and node.tag.endswith(f"}}{tag}"))


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of each sheet → its part of the archive."""
    targets = {
        node.get("Id", ""): node.get("Target", "").lstrip("/")
        for node in _tagged(_tree(archive, "xl/_rels/workbook.xml.rels"), "Relationship")
    }
    found = {}
    for node in _tagged(_tree(archive, "xl/workbook.xml"), "sheet"):
        target = targets.get(node.get(_RELATION, ""), "")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in archive.NameToInfo and "chartsheet" not in part:
            found[node.get("name", "")] = part
    return found


def _date_styles(archive: zipfile.ZipFile) -> set[str]:
    """Indexes of the cell styles that show a number as a date."""
    tree = _tree(archive, "xl/styles.xml")
    formats = {node.get("numFmtId", ""): node.get("formatCode", "") for node in _tagged(tree, "numFmt")}
    styles = set()
    for cells in _tagged(tree, "cellXfs"):
        for index, style in enumerate(cells):
            number = style.get("numFmtId", "0")
            code = formats.get(number) or BUILTIN_FORMATS.get(int(number), "")
            if code and is_date_format(code):
                styles.add(str(index))
    return styles


def column_index(reference: str) -> int:
    """« C12 » → 2; anything else → -1."""
    index = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        index = index * 26 + ord(letter) - 64
    return index - 1


def _unescape(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class _SheetReader:
    """Turns the tags of a sheet into rows of text."""

    def __init__(self, strings: PackedStrings, date_styles: set[str]) -> None:
        self.strings, self.date_styles = strings, date_styles
        self.handlers = Handlers(self.start, self.end, self.text)
        self.number, self.column, self.kind, self.style = 0, -1, "n", ""
        self.cells: list[str] = []
        self.pieces: list[str] = []
        self.listening = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "c":
            reference = attributes.get("r", "")
            self.column = column_index(reference) if reference else self.column + 1
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
            self.pieces = []
        elif tag in {"v", "t"}:
            self.listening = True
        elif tag == "row":
            number = attributes.get("r", "")
            self.number = int(number) if number.isdigit() else self.number + 1
            self.cells, self.column = [], -1

    def end(self, name: str) -> None:
        tag = local(name)
        if tag in {"v", "t"}:
            self.listening = False
        elif tag == "c":
            self._keep("".join(self.pieces))
        elif tag == "row" and self.cells:
            self.handlers.rows.append((self.number, self.cells))

    def text(self, data: str) -> None:
        if self.listening:
            self.pieces.append(data)

    def _keep(self, raw: str) -> None:
        if not raw or not 0 <= self.column < limits.COLUMNS:
            return
        self.cells.extend([""] * (self.column + 1 - len(self.cells)))
        self.cells[self.column] = self._value(raw)

    def _value(self, raw: str) -> str:
        if self.kind == "s":
            return self.strings[int(raw)] if raw.isdigit() else ""
        if self.kind == "n":
            return _day(raw) if self.style in self.date_styles else _number(raw)
        if self.kind == "e":
            return ""
        return _unescape(raw)


def _number(raw: str) -> str:
    """« 612345678.0 » and « 6.12345678E8 » → « 612345678 »."""
    try:
        number = float(raw)
    except ValueError:
        return raw
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else raw


def _day(raw: str) -> str:
    """A serial number shown as a date → « 2024-03-04 »."""
    try:
        moment = from_excel(float(raw))
    except (ValueError, OverflowError):
        return raw
    if isinstance(moment, datetime | date):
        return moment.strftime("%Y-%m-%d")
    return str(moment)


def sheet_names(path: Path) -> list[str]:
    """The sheets of a workbook, in order."""
    with open_archive(path) as archive:
        return list(_sheets(archive))


def rows(path: Path, sheet: str = "") -> Iterator[Row]:
    """The filled rows of one sheet (the first unless named) with their numbers."""
    with open_archive(path) as archive:
        sheets = _sheets(archive)
        if not sheets:
            raise UnreadableList(_("We found no sheet in this file."))
        part = sheets.get(sheet) or next(iter(sheets.values()))
        strings = PackedStrings()
        if "xl/sharedStrings.xml" in archive.NameToInfo:
            with archive.open("xl/sharedStrings.xml") as source:
                strings = read_shared_strings(source)
        with archive.open(part) as source:
            yield from stream(source, _SheetReader(strings, _date_styles(archive)).handlers)
