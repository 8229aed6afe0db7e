"""What all answers say together: how many chose what, and the sentences. Never a mean, never a person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from parvis.kit.questions.asked import Asked


@dataclass(frozen=True)
class Sentence:
    """signed: the first name, when the person signed it; empty otherwise."""

    words: str
    signed: str = ""


@dataclass(frozen=True)
class Result:
    """counts: (words of the option, how many), every option in its order."""

    asked: Asked
    counts: list[tuple[str, int]]
    sentences: list[Sentence] = field(default_factory=list)


def count(asked: Asked, values: Iterable[int], sentences: Iterable[Sentence] = ()) -> Result:
    """The answers to one question. Sentences stand in alphabetical order: none tells when it came."""
    chosen = Counter(values)
    counts = [(words, chosen[number]) for number, words in asked.options]
    return Result(asked, counts, sorted(sentences, key=lambda one: (one.words.casefold(), one.signed)))
