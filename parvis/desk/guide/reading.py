"""The guide of the correspondent: four A5 pages in French, written once; the docs hold the same text."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

_FILE = Path(__file__).resolve().parent / "la-correspondante.md"
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_MARKS = (("## ", "title"), ("# ", "name"), ("- ", "point"), ("> ", "said"))


@dataclass(frozen=True)
class Piece:
    """Some words of one kind; parts: every second one is strong."""

    kind: str  # name, title, point, step, said, words
    parts: list[str]


@cache
def pages() -> list[list[Piece]]:
    """The four pages, piece by piece."""
    return [[_piece(line) for line in page.splitlines() if line.strip()] for page in text().split("\n---\n")]


def runs(page: list[Piece]) -> list[tuple[str, list[Piece]]]:
    """The pieces of a page, those of one kind that follow each other together: a list is one list."""
    return [(kind, list(run)) for kind, run in groupby(page, key=lambda piece: piece.kind)]


def text() -> str:
    """The guide as it is written."""
    return _FILE.read_text(encoding="utf-8")


def _piece(line: str) -> Piece:
    for mark, kind in _MARKS:
        if line.startswith(mark):
            return Piece(kind, _STRONG.split(line.removeprefix(mark)))
    if step := re.match(r"[0-9]+\. (.+)", line):
        return Piece("step", _STRONG.split(step[1]))
    return Piece("words", _STRONG.split(line))
