"""Which kind of help a sentence speaks of: suggested from its words, for a person to confirm."""

from collections import defaultdict
from functools import cache

from parvis.aid.vocabulary import EVERYDAY, VOCABULARY
from parvis.kit import french

_DECIDES, _SAYS, _LEANS = 4.0, 2.0, 1.0
_FIRST = 1.15  # « réparer une guitare »: what comes first counts a little more
Weights = dict[str, dict[str, float]]


def suggest(words: str) -> str:
    """The slug of the kind this sentence most likely speaks of; empty when no word says it."""
    points: dict[str, float] = defaultdict(float)
    for place, kin in enumerate(_kin(words)):
        for slug, weight in _weights().get(kin, {}).items():
            points[slug] += weight * (_FIRST if place == 0 else 1)
    return max(points, key=lambda slug: points[slug]) if points else ""


def _kin(words: str) -> list[str]:
    """The families of a sentence, each once: « vide-grenier » stays one word, and is read apart too."""
    joined = [part for part in words.split() if "-" in part]
    return list(dict.fromkeys([*french.families(words), *map(_whole, joined)]))


def _whole(word: str) -> str:
    return "-".join(french.words(word))


@cache
def _weights() -> Weights:
    found: Weights = defaultdict(dict)
    for slug, listed in VOCABULARY.items():
        for entry in listed.split():
            word = entry.rstrip("*-")
            weight = _DECIDES if entry.endswith("*") else _LEANS if entry.endswith("-") else _SAYS
            kin = _whole(word) if "-" in word else french.family(word)
            found[kin][slug] = max(weight, found[kin].get(slug, 0.0))
    return dict(found)


def weight_of(family: str) -> float:
    """How much a word says of what is meant: nothing for « samedi » or « prêter », most for « guitare »."""
    if family in _everyday():
        return 0.0
    return max(_weights().get(family, {"": _SAYS}).values())


@cache
def _everyday() -> frozenset[str]:
    return frozenset(french.family(word) for word in EVERYDAY.split())
