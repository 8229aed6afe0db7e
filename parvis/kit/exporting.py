"""Write tables people take away: formula-safe, streamed, readable by any spreadsheet.

A cell that begins like a formula would run on the reader's machine: it gets an apostrophe in front.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.http import StreamingHttpResponse
from openpyxl import Workbook

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BOM = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def safe(value: object) -> str:
    """The text of a cell, shielded when a spreadsheet could take it for a formula; None is empty.

    Numbers are ours, not something people typed: they stay as they are.
    """
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    text = str(value).replace("\0", "")
    return f"'{text}" if text.startswith(_DANGEROUS) or text.lstrip().startswith(_DANGEROUS) else text


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """A CSV as spreadsheets in French open it: UTF-8 with its mark, semicolons, one line at a time."""
    writer: Any = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield (_BOM + writer.writerow([safe(cell) for cell in head])).encode()
    for row in rows:
        yield writer.writerow([safe(cell) for cell in row]).encode()


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """The CSV as a download called `name`, streamed, kept by no cache."""
    answer = StreamingHttpResponse(csv_lines(head, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def write_xlsx(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """The same as a workbook on disk, row by row; every cell is text, none is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([safe(cell) for cell in head])
    for row in rows:
        sheet.append([safe(cell) for cell in row])
    book.save(path)
