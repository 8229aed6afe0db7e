"""What a reply says of the dates: « 1 oui, 2 non, 3 si besoin », « mardi oui, jeudi si besoin ».

Pure. People answer as they talk; what is doubtful is left out rather than guessed, and said to be.
A date is named by its number in our message, its weekday, its day (« le 25 », « 25/11 ») or its hour.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from parvis.kit.french import plain
from parvis.meetings.polls.choosing import MAYBE, NO, YES

LONGEST = 4000  # signs of a reply one looks at
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
           "novembre", "decembre")  # fmt: skip
# Where what the person wrote ends, and our own message begins.
_QUOTED = re.compile(
    r"^\s*(>|-{2,}|_{5,}|(le|on|am) .{5,120}(a ecrit|wrote|schrieb)\s*:|de\s*:|from\s*:|envoye de|sent from)"
)
_TOKEN = re.compile(
    r"""
      (?P<hour>\b(?:[01]?\d|2[0-3])(?:\s?h(?:\s?[0-5]\d)?|:[0-5]\d)(?![\w/]))
    | (?P<slashed>\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b)
    | (?P<maybe>\bsi\s+(?:besoin|necessaire|il\s+le\s+faut|il\s+faut)\b|\bpeut[\s-]etre\b|\ba\s+la\s+rigueur\b
        |\beventuellement\b|\bau\s+besoin\b|\bif\s+need(?:ed|\s+be)\b|\bmaybe\b)
    | (?P<no>\bne?\b['\s]*\w+\s+(?:me\s+|nous\s+)?(?:pas|plus)\b(?:\s+(?:possible|libre|dispo\w*))?
        |\bpas(?:\s+(?:possible|libre|dispo\w*))?\b
        |\bnon\b|\bno\b|\bimpossible\b|\bindispo\w*|\bjamais\b)
    | (?P<yes>\boui\b|\bok\b|\byes\b|\bd'accord\b|\bvolontiers\b|\bje\s+(?:viens|peux|serai\s+la)\b
        |\bpossible\b|\bdispo\w*|\blibre\b|\bparfait\b)
    | (?P<none>\baucun(?:e)?\b)
    | (?P<rest>\b(?:les\s+autres|le\s+reste|sinon|partout\s+ailleurs)\b)
    | (?P<but>\bsauf\b|\bexcepte\b)
    | (?P<all>\btou(?:s|t|te|tes)\b|\bn'importe\s+(?:quand|laquelle|lequel)\b|\bpartout\b)
    | (?P<weekday>\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b)
    | (?P<month>\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b)
    | (?P<number>(?:\ble\s+)?\b\d{1,2}(?:er|e)?\b(?!/))
    | (?P<comma>,)
    """,
    re.VERBOSE,
)
_SAYS = {"yes": YES, "maybe": MAYBE, "no": NO}


@dataclass
class Reading:
    """said: index of a date (0 for the first) → yes, maybe, no. left_out: parts one could not be sure of."""

    said: dict[int, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    @property
    def is_clear(self) -> bool:
        """Something was said, and nothing of it is doubtful."""
        return bool(self.said) and not self.left_out


@dataclass
class _Part:
    """Some dates, what is said of them, and which came first; with nothing said, both are empty."""

    dates: set[int]
    says: str = ""
    says_first: bool = False
    is_rest: bool = False
    words: str = ""


def read_answers(text: str, dates: Sequence[datetime]) -> Reading:
    """What the text says of these dates (local moments, in the order they are numbered)."""
    reading = Reading()
    doubtful: set[int] = set()
    for sentence in _sentences(text):
        for part in _joined(_parts(sentence, dates), len(dates)):
            _take(part, dates, reading, doubtful)
    for index in doubtful:
        reading.said.pop(index, None)
    return reading


def _sentences(text: str) -> Iterable[str]:
    """What the person wrote, without what they quote; line by line, in plain form."""
    for raw in text[:LONGEST].splitlines():
        line = plain(raw.replace("’", "'"))
        if _QUOTED.match(line):
            return
        yield from (piece for piece in re.split(r"[;!?]|\.(?!\d)", line) if piece.strip())


def _take(part: _Part, dates: Sequence[datetime], reading: Reading, doubtful: set[int]) -> None:
    chosen = set(range(len(dates))) - set(reading.said) if part.is_rest else part.dates
    if not part.says or not chosen:
        if part.words.strip() and (part.says or chosen):
            reading.left_out.append(part.words.strip())
        return
    for index in chosen:
        if reading.said.get(index, part.says) != part.says:
            doubtful.add(index)
            reading.left_out.append(part.words.strip())
        reading.said[index] = part.says


def _parts(sentence: str, dates: Sequence[datetime]) -> list[_Part]:
    """The pieces between commas, each cut where another thing is said."""
    found: list[_Part] = []
    for piece in _between_commas(sentence):
        found += _cut(piece, dates)
    return found


def _between_commas(sentence: str) -> Iterable[list[re.Match[str]]]:
    piece: list[re.Match[str]] = []
    for token in _TOKEN.finditer(sentence):
        if token.lastgroup == "comma":
            yield piece
            piece = []
        else:
            piece.append(token)
    yield piece


def _cut(tokens: list[re.Match[str]], dates: Sequence[datetime]) -> list[_Part]:
    parts: list[_Part] = []
    held: list[re.Match[str]] = []
    says_first = bool(tokens) and tokens[0].lastgroup in _SAYS
    for token in tokens:
        is_new = token.lastgroup in _SAYS or token.lastgroup == "but"
        if is_new and held and (says_first or held[-1].lastgroup in _SAYS or token.lastgroup == "but"):
            parts.append(_part(held, dates))
            held = []
        held.append(token)
        if not says_first and token.lastgroup in _SAYS:
            parts.append(_part(held, dates))
            held = []
    if held:
        parts.append(_part(held, dates))
    return parts


def _part(tokens: list[re.Match[str]], dates: Sequence[datetime]) -> _Part:
    kinds = [token.lastgroup or "" for token in tokens]
    says = next((_SAYS[kind] for kind in kinds if kind in _SAYS), "")
    if "but" in kinds:
        says = says or "but"
    if "none" in kinds:
        says = NO
    whole = {"all", "none"} & set(kinds)
    named = _named(tokens, dates)
    return _Part(
        set(range(len(dates))) if whole and not named else named,
        says,
        says_first=kinds[0] in _SAYS,
        is_rest="rest" in kinds,
        words=" ".join(token[0] for token in tokens),
    )


def _joined(parts: list[_Part], how_many: int) -> list[_Part]:
    """Dates waiting for what is said of them get it from beside: before, if said first; else after."""
    joined: list[_Part] = []
    waiting: list[_Part] = []
    for part in parts:
        before = joined[-1] if joined else None
        if part.says == "but":
            _except(part, before, joined, how_many)
        elif not part.says and before is not None and before.says_first and not part.is_rest:
            before.dates |= part.dates
        elif not part.says:
            waiting.append(part)
        else:
            for one in waiting:
                part.dates |= one.dates
                part.is_rest |= one.is_rest
            waiting = []
            joined.append(part)
    return [*_whole(joined, how_many), *waiting]


def _whole(parts: list[_Part], how_many: int) -> list[_Part]:
    """« oui » alone means the one date there is."""
    for part in parts:
        if not part.dates and not part.is_rest and how_many == 1:
            part.dates = {0}
    return parts


def _except(part: _Part, before: _Part | None, joined: list[_Part], how_many: int) -> None:
    """« oui sauf le 2 », « tout sauf mardi »: the others as said before, these no."""
    if before is not None and part.dates and (not before.dates or len(before.dates) == how_many):
        before.dates = set(range(how_many)) - part.dates
        part.says = NO
    joined.append(part if part.says == NO else _Part(set(), "", words=part.words))


def _named(tokens: list[re.Match[str]], dates: Sequence[datetime]) -> set[int]:
    """The dates these words name. A weekday, a day and an hour side by side narrow one another."""
    found: set[int] = set()
    narrowed: set[int] | None = None
    for position, token in enumerate(tokens):
        kind = token.lastgroup or ""
        if kind not in {"weekday", "slashed", "number", "hour", "month"}:
            continue
        meant = _meant(kind, token[0], dates, tokens[position + 1 : position + 2])
        goes_on = kind in {"hour", "month"} or (
            kind in {"number", "slashed"} and _follows_weekday(tokens, position)
        )
        if goes_on and narrowed is not None:
            narrowed &= _by_day(token[0], dates) if kind == "number" else meant
        else:
            found |= narrowed or set()
            narrowed = meant
    return found | (narrowed or set())


def _follows_weekday(tokens: list[re.Match[str]], position: int) -> bool:
    return position > 0 and tokens[position - 1].lastgroup == "weekday"


def _meant(kind: str, words: str, dates: Sequence[datetime], after: list[re.Match[str]]) -> set[int]:
    if kind == "weekday":
        day = _WEEKDAYS.index(words.removesuffix("s"))
        return {index for index, date in enumerate(dates) if date.weekday() == day}
    if kind == "month":
        return {index for index, date in enumerate(dates) if date.month == _MONTHS.index(words) + 1}
    if kind == "hour":
        hour, minute = [*re.findall(r"\d+", words), "0"][:2]
        return {i for i, date in enumerate(dates) if (date.hour, date.minute) == (int(hour), int(minute))}
    if kind == "slashed":
        day, month = (int(part) for part in words.split("/")[:2])
        return {i for i, date in enumerate(dates) if (date.day, date.month) == (day, month)}
    is_day = (
        words.startswith("le ") or words.endswith(("er", "e")) or any(t.lastgroup == "month" for t in after)
    )
    number = int(re.findall(r"\d+", words)[0])
    is_listed = 1 <= number <= len(dates)
    by_day = _by_day(words, dates)
    if (is_day and by_day) or not is_listed:
        return by_day
    return {number - 1}


def _by_day(words: str, dates: Sequence[datetime]) -> set[int]:
    number = int(re.findall(r"\d+", words)[0])
    return {index for index, date in enumerate(dates) if date.day == number}
