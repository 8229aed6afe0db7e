"""Whose answer is it, when the words went to several people in one mail?

The answer itself often says: « Henri : oui », « Odile vient, Henri non », « pour nous deux ». Otherwise
nobody guesses: `asking_for_whom` asks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from parvis.courier.models import Channel, Dispatch
from parvis.courier.replying import question_in, reply_address
from parvis.courier.together import companions_of, first_names_of, others_of
from parvis.kit.french import plain

Question = tuple[str, int, int]
_TO_US = re.compile(r"(?:bonjour|bonsoir|salut|coucou|merci|chere?)\s+$")
_ALL = re.compile(
    r"(?:pour\s+)?(?:tous\s+les|toutes\s+les|nous|tous|toutes)\s+deux\b|pour\s+nous(?:\s+tous)?\b"
)
_AND = re.compile(r"\s*(?:,|et|&|[+])\s*")
_GLUE = re.compile(r"^[\s:,;.!–-]*|[\s:,;.!–-]*$")


@dataclass(frozen=True)
class Asked:
    """One of the people the words were for: what was written to them, and the question in it."""

    question: Question
    row: Dispatch


def message_answered(question: Question, references: Sequence[str], sender: str) -> Dispatch | None:
    """The message this answers: by its number, else the last one that asked this question at that address."""
    rows = Dispatch.objects.filter(channel=Channel.MAIL, address__iexact=sender).exclude(reply_to="")
    numbered = rows.filter(message_id__in=references).order_by("-pk")
    purpose, subject, person = question
    address = reply_address(purpose, subject=subject, person=person)
    asked = rows.filter(reply_to=address, state=Dispatch.State.SENT).order_by("-ended_at", "-pk")
    return next((row for row in numbered if question_in(row.reply_to) == question), None) or asked.first()


def all_asked(message: Dispatch) -> list[Asked]:
    """Everybody this message asked, its leader first; one alone when it was for one."""
    rows = [message, *others_of(message, companions_of(message))]
    questions = [(question_in(row.reply_to), row) for row in rows if row.reply_to]
    return [Asked(question, row) for question, row in questions if question is not None]


def first_names(asked: Sequence[Asked]) -> list[str]:
    """As they are called in the message: by their first name, or by all their names when two share it."""
    return first_names_of([one.row for one in asked])


def parted(text: str, names: Sequence[str]) -> dict[int, str]:
    """What is said for whom, by place in `names`, without the names; empty when the words do not say."""
    if len(set(names)) < len(names) or not all(names):
        return {}
    said = plain_lines(text)
    lines = [_named(line, names) for line in said]
    if any(_is_for_all(line, names) for line in said):
        return _for_all(said, names, lines)
    if len(said) == 1 and len(lines[0]) == len(names):
        return _heard(_cut_by_name(said[0], names))
    named = set().union(*lines) if lines else set()
    if len(named) == 1:
        return dict.fromkeys(named, "\n".join(filter(None, (_without(line, names) for line in said))))
    if not named or not all(len(line) == 1 for line in lines):
        return {}
    own: dict[int, list[str]] = {index: [] for index in sorted(named)}
    for line, (index,) in zip(said, lines, strict=True):
        own[index].append(_without(line, names))
    return _heard({index: "\n".join(filter(None, words)) for index, words in own.items()})


def _heard(own: dict[int, str]) -> dict[int, str]:
    """Nothing when a name stands alone: one of them only signed what is said of the other."""
    return own if all(own.values()) else {}


def plain_lines(text: str) -> list[str]:
    """The lines that say something, in plain form."""
    return [line for line in (plain(raw) for raw in text.splitlines()) if line]


def _is_for_all(line: str, names: Sequence[str]) -> bool:
    """« Pour nous deux », « Odile et Henri viennent »."""
    if _ALL.search(line):
        return True
    places = sorted(match.span() for name in names for match in _find(name, line))
    between = [line[ends:begins] for (_start, ends), (begins, _end) in pairwise(places)]
    return len(_named(line, names)) == len(names) > 1 and all(_AND.fullmatch(words) for words in between)


def _for_all(said: list[str], names: Sequence[str], lines: list[set[int]]) -> dict[int, str]:
    """The same words for everybody; nothing when one of them is spoken of apart."""
    if any(0 < len(line) < len(names) for line in lines):
        return {}
    words = "\n".join(filter(None, (_without(_ALL.sub(" ", line), names) for line in said)))
    return dict.fromkeys(range(len(names)), words)


def _cut_by_name(line: str, names: Sequence[str]) -> dict[int, str]:
    """The words after each name, up to the next one; empty when words stand before the first."""
    places = [(match, index) for index, name in enumerate(names) for match in _find(name, line)]
    found = sorted((match.start(), match.end(), index) for match, index in places)
    if not found or _GLUE.sub("", line[: found[0][0]]) or len(found) != len(names):
        return {}
    ends = [start for start, _end, _i in found[1:]] + [len(line)]
    cut = {i: line[end:until] for (_start, end, i), until in zip(found, ends, strict=True)}
    return {i: _GLUE.sub("", re.sub(r"\s+(?:et|mais|pour)\s*$", "", words)) for i, words in cut.items()}


def _named(line: str, names: Sequence[str]) -> set[int]:
    return {index for index, name in enumerate(names) if _find(name, line)}


def _find(name: str, line: str) -> list[re.Match[str]]:
    """Where somebody is named; « bonjour Henri » greets whoever reads."""
    found = re.finditer(rf"(?<!\w){re.escape(plain(name))}(?!\w)", line)
    return [match for match in found if not _TO_US.search(line[: match.start()])]


def _without(line: str, names: Sequence[str]) -> str:
    every = [plain(name) for name in names]
    bare = re.sub(rf"(?:\b(?:pour|et|a)\s+)?(?<!\w)(?:{'|'.join(map(re.escape, every))})(?!\w)", " ", line)
    return _GLUE.sub("", re.sub(r"\s+", " ", bare))
