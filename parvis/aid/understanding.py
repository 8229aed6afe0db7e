"""Which kind of help a sentence speaks of: suggested from its words, for a person to confirm.

One word that only leans is said as well: whoever writes sees the suggestion, and a wrong one costs the same
tap as none (`bin/bench --kinds` prints how often each is right, also on kinds nothing was learnt from).
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from parvis.aid.vocabulary import EVERYDAY, VOCABULARY
from parvis.aid.vocabulary_more import MORE
from parvis.kit import french

_DECIDES, _SAYS, _LEANS = 4.0, 2.0, 1.0
_FIRST = 1.15  # « réparer une guitare »: what comes first counts a little more
_MISTYPED = 0.75  # of what the word would count, one letter being wrong
_SURE = 1.0  # points under which nothing is said
_LONGEST, _SHORTEST_TYPO = 4, 6  # words of a compound; letters a word has, to be mended
_MOST_LETTERS, _MOST_WORDS = 2000, 60
Weights = dict[str, dict[str, float]]


def suggest(words: str, weights: Weights | None = None) -> str:
    """The slug of the kind this sentence most likely speaks of; empty when no word says it."""
    points: dict[str, float] = defaultdict(float)
    for place, (kin, share) in enumerate(_known(words, weights or weights_of_all())):
        for slug, weight in kin.items():
            points[slug] += weight * share * (_FIRST if place == 0 else 1)
    likely = max(points, key=lambda slug: points[slug], default="")
    return likely if points[likely] >= _SURE else ""


def _known(words: str, weights: Weights) -> Iterator[tuple[dict[str, float], float]]:
    """What each word says, each once; a compound (« machine à laver ») says more than its words do."""
    forms = _forms(words)
    parts, seen, place = [kin for _word, kin in forms], set(), 0
    while place < len(parts):
        length = _compound_at(parts, place, weights)
        kin, word = "-".join(parts[place : place + length]), forms[place][0]
        place += length
        if kin in seen:
            continue
        seen.add(kin)
        if kin in weights:
            yield weights[kin], 1.0
        elif mended := _mistyped(weights, word, kin):
            yield weights[mended], _MISTYPED


def _compound_at(parts: list[str], place: int, weights: Weights) -> int:
    lengths = range(min(_LONGEST, len(parts) - place), 1, -1)
    return next((many for many in lengths if "-".join(parts[place : place + many]) in weights), 1)


def _forms(words: str) -> list[tuple[str, str]]:
    """Words and their families, tool words left out: « lave-linge » and « lave linge » are one."""
    return french.forms(words.replace("\0", " ")[:_MOST_LETTERS])[:_MOST_WORDS]


@cache
def _whole(entry: str) -> str:
    return "-".join(french.families(entry))


@cache
def weights_of_all() -> Weights:
    """What each family says of each kind, from the lists in `vocabulary` and `vocabulary_more`."""
    found: Weights = defaultdict(dict)
    for listed in (VOCABULARY, MORE):
        for slug, entries in listed.items():
            for entry in entries.split():
                weight = _DECIDES if entry.endswith("*") else _LEANS if entry.endswith("-") else _SAYS
                kin = _whole(entry.rstrip("*-"))
                found[kin][slug] = max(weight, found[kin].get(slug, 0.0))
    return dict(found)


def _mistyped(weights: Weights, word: str, kin: str) -> str:
    """The family of the only long word one letter away: « ordinatuer », « plombrie »; empty otherwise."""
    if len(word) < _SHORTEST_TYPO or kin in _everyday() or french.is_known(word):
        return ""
    near = {kin for key in _lacking(word) for kin in _by_lack().get(key, ()) if kin in weights}
    return near.pop() if len(near) == 1 else ""


def mended(word: str, family: str) -> str:
    """The family of what was meant, one letter being wrong; the same one when the word is as it should be."""
    return _mistyped(weights_of_all(), word, family) or family


def _lacking(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@cache
def _by_lack() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    entries = (
        entry.rstrip("*-")
        for listed in (VOCABULARY, MORE)
        for said in listed.values()
        for entry in said.split()
    )
    for word in entries:
        if len(word) >= _SHORTEST_TYPO - 1 and "-" not in word:
            for key in _lacking(french.plain(word)):
                found[key].add(french.family(word))
    return dict(found)


def names_a_thing(words: str) -> bool:
    """Whether one of these words plainly says a kind of help: « poussette », not « samedi » nor « chose »."""
    known = weights_of_all()
    return any(max(known[kin].values()) >= _SAYS for _word, kin in _forms(words) if kin in known)


def weight_of(family: str) -> float:
    """How much a word says of what is meant: nothing for « samedi » or « prêter », most for « guitare »."""
    if family in _everyday():
        return 0.0
    return max(weights_of_all().get(family, {"": _SAYS}).values())


@cache
def _everyday() -> frozenset[str]:
    return frozenset(french.family(word) for word in EVERYDAY.split())
