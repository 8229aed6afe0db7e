"""Guess where the list begins and what its columns hold, from its headings, else from its content."""

import re
from dataclasses import dataclass, field

from parvis.members.moving_in.given_names import is_given
from parvis.members.moving_in.headings import NAMES, PAYER, Meaning, meaning_of, meanings_of, without_rivals

Row = tuple[int, list[str]]
_SAY_WHO = {*NAMES, Meaning.MAIL, Meaning.TELEPHONE, PAYER}
TITLES = 20  # a heading row is looked for that far down
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_TELEPHONE = re.compile(
    r"^\W*(?:tel\W*)?(?:\+|00)?[\d\s.()\-/]{8,}\d(?:\.0)?$|^\d(?:[.,]\d+)?E\+\d{1,2}$", re.IGNORECASE
)
_NUMBER_INSIDE = re.compile(r"(?:\+33|0)\s?[1-9](?:[\s.\-]?\d{2}){4}")
_POSTCODE = re.compile(r"^\d{4,5}$")
_DAY = re.compile(r"^\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b|^\d{4}-\d{2}-\d{2}")
_STREET = re.compile(
    r"\b(rue|avenue|av|bd|boulevard|place|chemin|impasse|all[ée]e|route|quai|lieu[- ]dit)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Column:
    heading: str
    meaning: Meaning
    examples: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Guess:
    """heading_line: number of the last heading row, 0 when there is none; rows up to it are left out."""

    heading_line: int
    columns: list[Column]

    @property
    def meanings(self) -> list[Meaning]:
        return [column.meaning for column in self.columns]


def _is_heading(cell: str) -> bool:
    return bool(cell) and "@" not in cell and len(cell) <= 60 and sum(map(str.isdigit, cell)) <= 2


def _known(cells: list[str]) -> int:
    return sum(1 for cell in cells if _is_heading(cell) and meaning_of(cell) is not None)


def _heading_score(cells: list[str]) -> int:
    """How much a row looks like headings; 0 when it does not."""
    filled = [cell for cell in cells if cell]
    known = _known(filled)
    holds_data = sum(1 for cell in filled if _MAIL.search(cell) or _TELEPHONE.match(cell) or _DAY.match(cell))
    says_who = any(meaning_of(cell) in _SAY_WHO for cell in filled if _is_heading(cell))
    if holds_data or not says_who or (known < 2 and known * 3 < len(filled)):
        return 0
    return known


def _find_headings(head: list[Row], line: int | None) -> tuple[int, list[str]]:
    """Index of the last heading row in the head (-1: none) and the headings, merged ones told apart."""
    if line is not None:
        index = next((i for i, (number, _cells) in enumerate(head) if number == line), -1)
        return index, list(head[index][1]) if index >= 0 else []
    scores = [_heading_score(cells) for _number, cells in head[:TITLES]]
    best = max(scores, default=0)
    if not best:
        return -1, []
    index = scores.index(best)
    if best == 1 and max(len(cells) for _number, cells in head[index:]) > 3:
        return -1, []
    headings = list(head[index][1])
    below = head[index + 1][1] if index + 1 < len(head) else []
    if below and _is_second_row(headings, below):
        return index + 1, _merged(headings, below)
    above = head[index - 1][1] if index else []
    return index, [cell or _over(above, column) for column, cell in enumerate(headings)]


def _is_second_row(headings: list[str], below: list[str]) -> bool:
    """« Téléphone » merged over « fixe » and « mobile »: the row below the headings is a heading row too."""
    filled = [cell for cell in below if cell]
    return len(filled) < len([cell for cell in headings if cell]) + 2 and _known(below) == len(filled)


def _merged(headings: list[str], below: list[str]) -> list[str]:
    width = max(len(headings), len(below))
    top = headings + [""] * (width - len(headings))
    bottom = below + [""] * (width - len(below))
    return [sub or over for over, sub in zip(top, bottom, strict=True)]


def _over(above: list[str], column: int) -> str:
    """The heading merged over an empty one; a title alone on its row is no heading."""
    filled = [cell for cell in above if cell]
    return above[column] if len(filled) > 1 and column < len(above) else ""


def _share(values: list[str], pattern: re.Pattern[str]) -> float:
    return sum(1 for value in values if pattern.search(value)) / max(1, len(values))


def _by_content(values: list[str]) -> Meaning | None:
    """What the values of a column show by their form; None when only reading them would tell."""
    if not values:
        return Meaning.IGNORED
    if _share(values, _MAIL) >= 0.6:
        mixed = sum(1 for value in values if _NUMBER_INSIDE.search(value) or len(value.split()) > 2)
        return Meaning.MIXED if mixed > len(values) / 2 else Meaning.MAIL
    for pattern, meaning in (
        (_DAY, Meaning.IGNORED),
        (_POSTCODE, Meaning.POSTCODE),
        (_TELEPHONE, Meaning.TELEPHONE),
    ):
        if _share(values, pattern) >= 0.6:
            return meaning
    if _share(values, _NUMBER_INSIDE) >= 0.5:
        return Meaning.MIXED
    return Meaning.STREET if _share(values, _STREET) >= 0.5 else None


def _wordy(values: list[str]) -> bool:
    """Whether a column may hold names: letters, no digits, seldom the same."""
    clean = [value for value in values if not any(map(str.isdigit, value)) and value[:1].isalpha()]
    return len(clean) >= 0.8 * len(values) and len(set(values)) > 0.4 * len(values)


def _words(values: list[str]) -> float:
    return sum(len(value.split()) for value in values) / max(1, len(values))


def _names_by_content(values: list[list[str]], meanings: list[Meaning | None]) -> list[Meaning]:
    """Find the name columns among those nothing else explains: a whole name, or two single words."""
    open_columns = [
        i for i, meaning in enumerate(meanings) if meaning is None and values[i] and _wordy(values[i])
    ]
    settled = [meaning or Meaning.IGNORED for meaning in meanings]
    if Meaning.MIXED in settled:
        return settled
    whole = [i for i in open_columns if _words(values[i]) >= 1.6]
    single = [i for i in open_columns if i not in whole]
    if whole and not (len(single) >= 2 and single[0] < whole[0]):
        settled[whole[0]] = Meaning.FULL_NAME
    elif len(single) >= 2:
        first, last = _first_and_last(values, single[:2])
        settled[first], settled[last] = Meaning.FIRST_NAME, Meaning.LAST_NAME
    elif open_columns:
        settled[open_columns[0]] = Meaning.FULL_NAME
    return settled


def _first_and_last(values: list[list[str]], pair: list[int]) -> tuple[int, int]:
    """Which of two columns holds first names: by common first names, else family names come first."""
    left, right = (sum(map(is_given, values[i])) / len(values[i]) for i in pair)
    return (pair[0], pair[1]) if left > right else (pair[1], pair[0])


def _order(meaning: Meaning, values: list[str]) -> Meaning:
    """The heading's order of names, unless common first names clearly say the other one."""
    if meaning not in {Meaning.FULL_NAME, Meaning.LAST_FIRST}:
        return meaning
    pairs = [words for value in values if len(words := value.split()) == 2 and not value.isupper()]
    at_start = sum(1 for one, two in pairs if is_given(one) and not is_given(two))
    at_end = sum(1 for one, two in pairs if is_given(two) and not is_given(one))
    if max(at_start, at_end) < 3 or 2 * min(at_start, at_end) > max(at_start, at_end):
        return meaning
    return Meaning.FULL_NAME if at_start > at_end else Meaning.LAST_FIRST


def _values(rows: list[Row], width: int) -> list[list[str]]:
    return [[row[i] for _number, row in rows if i < len(row) and row[i]] for i in range(width)]


def guess(head: list[Row], heading_line: int | None = None) -> Guess:
    """Where the list begins and what each column holds, from its first rows.

    heading_line: the person said where the headings are (0: there are none).
    """
    index, headings = _find_headings(head, heading_line)
    rows = head[index + 1 :]
    width = max([len(headings), *(len(cells) for _number, cells in rows)], default=0)
    headings = headings + [""] * (width - len(headings))
    values = _values(rows, width)
    told = meanings_of(headings)
    meanings = [meaning or _by_content(column) for meaning, column in zip(told, values, strict=True)]
    if not any(meaning in NAMES for meaning in meanings):
        meanings = list(_names_by_content(values, meanings))
    elif index >= 0:
        meanings = [meaning if told[i] or meaning in _FORMS else None for i, meaning in enumerate(meanings)]
    settled = without_rivals([meaning or Meaning.IGNORED for meaning in meanings])
    ordered = [_order(meaning, column) for meaning, column in zip(settled, values, strict=True)]
    columns = [Column(headings[i], ordered[i], values[i][:5]) for i in range(width)]
    return Guess(head[index][0] if index >= 0 else 0, columns)


# Under headings we know nothing of, only these are recognised by their form.
_FORMS = {Meaning.MAIL, Meaning.TELEPHONE, Meaning.IGNORED}
