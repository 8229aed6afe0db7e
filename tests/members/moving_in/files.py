"""Small nasty files, written on the spot: what associations really keep."""

import io
import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook

from parvis.members.moving_in.guessing import Guess, guess
from parvis.members.moving_in.lines import Columns, ReadLine, read_line
from parvis.members.moving_in.opening import open_table

TODAY = date(2026, 11, 24)


def read_all(path: Path) -> tuple[Guess, list[ReadLine]]:
    """What the columns were taken for, and what every line becomes."""
    table = open_table(path)
    guessed = guess(table.head())
    columns = Columns(guessed.meanings, [column.heading for column in guessed.columns])
    rows = [row for row in table.rows() if row[0] > guessed.heading_line]
    return guessed, [read_line(number, cells, columns, TODAY) for number, cells in rows]


def people(lines: list[ReadLine]) -> list[tuple]:
    """(name, e-mails, telephones) of everyone."""
    return [(who.name, who.mails, who.telephones) for line in lines for who in line.people]


def names(lines: list[ReadLine]) -> list[str]:
    return [who.name for line in lines for who in line.people]


def write(folder: Path, content: bytes | str, encoding: str = "utf-8") -> Path:
    path = folder / "list"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def workbook(folder: Path, rows: list[list], merged: str = "", title: str = "Adhérents") -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    path = folder / "list.xlsx"
    book.save(path)
    return path


def zipped(folder: Path, parts: dict[str, str | bytes]) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return write(folder, buffer.getvalue())


def bare_workbook(folder: Path, sheet: str, **more: str) -> Path:
    """A workbook made by hand, as odd software makes them."""
    return zipped(
        folder,
        {
            "xl/workbook.xml": (
                '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
                '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                '<Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/></Relationships>'
            ),
            "xl/worksheets/sheet1.xml": sheet,
            **more,
        },
    )


ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def ods_cell(text: str, attributes: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {attributes}><text:p>{escape(text)}</text:p></table:table-cell>"


def ods(folder: Path, *rows: str, prolog: str = "") -> Path:
    content = (prolog + ODS_HEAD) if prolog else ODS_HEAD
    content += f'<table:table table:name="Feuille1">{"".join(rows)}</table:table>{ODS_TAIL}'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(folder, {"mimetype": mimetype, "content.xml": content})
