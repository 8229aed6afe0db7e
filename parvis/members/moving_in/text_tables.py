"""Read a table written as text (CSV, TSV, a paste): find its encoding and its separator, mend its quotes."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.members.moving_in import limits
from parvis.members.moving_in.refusals import UnreadableList

SAMPLE = 64 * 1024
SEPARATORS = ";\t,|"
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
OLD_ENCODINGS = ("cp1252", "mac-roman", "cp850")
LONGEST_RECORD = 20  # physical lines in one quoted cell; beyond, a quote was never closed


@dataclass(frozen=True)
class Dialect:
    encoding: str
    separator: str  # empty: one column
    width: int  # the usual number of columns


def _latin(error: UnicodeError) -> tuple[str, int]:
    """Bytes that Windows text leaves undefined are read as ISO 8859-1 rather than refused."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("parvis.latin", _latin)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(1024 * 1024):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _french_letters(sample: bytes, encoding: str) -> int:
    text = sample.decode(encoding, errors="parvis.latin")
    likely = sum(text.count(letter) for letter in "éèêëàâçùûôîïœÉÈÀÇ’«»°")
    return 2 * likely - sum(1 for letter in text if ord(letter) > 127)


def find_encoding(path: Path) -> str:
    """The encoding of a text file: its mark, UTF-16 without one, UTF-8, else the likeliest old one."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    for mark, encoding in MARKS.items():
        if sample.startswith(mark):
            return encoding
    pairs = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.4 * pairs:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.4 * pairs:
        return "utf-16-be"
    if _is_utf8(path):
        return "utf-8"
    return max(OLD_ENCODINGS, key=lambda encoding: _french_letters(sample, encoding))


def _lines(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, errors="parvis.latin" if encoding == "cp1252" else "replace") as file:
        while line := file.readline(limits.TEXT_LINE_CHARACTERS):
            if len(line) == limits.TEXT_LINE_CHARACTERS:
                raise UnreadableList(_("This file is not a table: one of its lines never ends."))
            yield line.replace("\0", "")


def _cells(text: str, separator: str, *, quoted: bool = True) -> list[str]:
    if not separator:
        return [text.strip().strip('"')]
    if not quoted:
        return [cell.strip('" \n') for cell in text.split(separator)]
    try:
        return next(csv.reader([text], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:
        return [cell.strip('" \n') for cell in text.split(separator)]


def _is_whole(text: str, separator: str, width: int) -> bool:
    """Whether several lines joined by a quoted cell make one sound record."""
    try:
        reader = csv.reader([text], delimiter=separator, strict=True, skipinitialspace=True)
        return len(next(reader, [])) == width
    except csv.Error:
        return False


def _records(lines: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    """Rows; a cell may hold line ends inside quotes, and a quote nobody closed costs its own line only."""
    waiting: list[str] = []
    for line in lines:
        waiting.append(line)
        while waiting:
            record = _next_record(waiting, dialect, is_last=False)
            if record is None:
                break
            yield record
    while waiting:
        yield _next_record(waiting, dialect, is_last=True) or []


def _next_record(waiting: list[str], dialect: Dialect, *, is_last: bool) -> list[str] | None:
    """Take one record off the waiting lines; None when a quote is open and more lines are needed."""
    if not dialect.separator or waiting[0].count('"') % 2 == 0:
        return _cells(waiting.pop(0), dialect.separator)
    joined = "".join(waiting)
    if len(waiting) > 1 and joined.count('"') % 2 == 0:
        if _is_whole(joined, dialect.separator, dialect.width):
            waiting.clear()
            return _cells(joined, dialect.separator)
    elif len(waiting) < LONGEST_RECORD and not is_last:
        return None
    return _cells(waiting.pop(0), dialect.separator, quoted=False)


def _regularity(lines: list[str], separator: str) -> tuple[float, int]:
    """How regularly a separator cuts the lines, and into how many columns."""
    widths = [len(_cells(line, separator)) for line in lines if line.strip()]
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0, 1
    width, times = max(several.items(), key=lambda item: (item[1] * min(item[0], 6), item[0]))
    near = sum(count for other, count in several.items() if abs(other - width) <= 1)
    return (times + near / 2) / len(widths) * (1 + min(width, 12) / 12), width


def find_separator(lines: list[str]) -> tuple[str, int]:
    """The separator that cuts a sample of lines most regularly, and the usual number of columns."""
    measured = {separator: _regularity(lines, separator) for separator in SEPARATORS}
    best = max(measured, key=lambda separator: measured[separator][0])
    score, width = measured[best]
    return (best, width) if score > 0.4 else ("", 1)


def find_dialect(path: Path) -> Dialect:
    """Encoding, separator and width of a text file, from its first 64 kB (all of it for UTF-8)."""
    encoding = find_encoding(path)
    sample, size = [], 0
    for line in _lines(path, encoding):
        sample.append(line)
        size += len(line)
        if size > SAMPLE:
            break
    return Dialect(encoding, *find_separator(sample))


def rows(path: Path, dialect: Dialect | None = None) -> Iterator[list[str]]:
    """Every row of a text file as raw cells, empty ones included, in the file's order."""
    dialect = dialect or find_dialect(path)
    return _records(_lines(path, dialect.encoding), dialect)
