"""Answers that came as text: « 1 oui », a line for each question, by mail, text message or on paper."""

import re
from collections.abc import Sequence

from parvis.kit.french import plain
from parvis.kit.questions.asked import LONGEST, NO, YES, Asked, Kind, Said

_NUMBERED = re.compile(r"^[ \t]*([0-9]{1,2})[ \t]{0,3}[.):/–-]?[ \t]{1,3}(\S[^\n]*)$")
_YES = frozenset({"oui", "ok", "yes", "o", "1"})
_NO = frozenset({"non", "no", "n", "2"})


def read_numbered(text: str, asked: Sequence[Asked]) -> tuple[dict[int, Said], str]:
    """What numbered lines answer, by question; and the rest of the text, which a person may read."""
    known = {question.number: question for question in asked}
    said: dict[int, Said] = {}
    rest: list[str] = []
    for line in text.splitlines():
        found = _NUMBERED.match(line)
        question = known.get(int(found[1])) if found else None
        answer = read_one(found[2], question) if found and question else None
        if answer is not None and question is not None:
            said[question.number] = answer
        else:
            rest.append(line)
    return said, "\n".join(rest).strip()


def read_one(text: str, question: Asked) -> Said | None:
    """What these words answer to one question: an option by its number or its words, or a sentence."""
    if question.kind == Kind.TEXT:
        words = " ".join(text.split())[:LONGEST]
        return Said(words=words) if words else None
    words = plain(text).strip(" .!,;:")
    if question.kind == Kind.YES_NO:
        value = YES if words in _YES else NO if words in _NO else None
        return Said(value) if value else None
    numbers = {str(number): number for number, _words in question.options}
    labels = {plain(label): number for number, label in question.options}
    value = numbers.get(words) or labels.get(words)
    return Said(value) if value else None
