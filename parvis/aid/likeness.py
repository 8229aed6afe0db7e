"""How alike two sentences are: by the things they name, not by « samedi » or « prêter ». Pure."""

import re
import unicodedata

from parvis.aid.synonyms import standing_for
from parvis.aid.understanding import mended, weight_of
from parvis.kit import french

_MOST_LETTERS = 200  # as many as a notice has
ENOUGH = 2.0  # points: one word that names a thing, or two that lean
# Two things under one family: how the first is written. Who types without accents says « au marche ».
_APART = {french.family("marché"): re.compile(r"\bmarchés?\b|\b(?:au|du|le|un) marche\b")}
Wanted = dict[frozenset[str], float]


def wanted(words: str) -> Wanted:
    """What a sentence names, each thing by all its words, and how much it says; nothing of every day.

    A letter of travers is mended: « tondeusse » looks for a « tondeuse ».
    """
    found: Wanted = {}
    for word, family in french.forms(words.replace("\0", " ")[:_MOST_LETTERS]):
        kin = standing_for(mended(word, family))
        weight = max(weight_of(one) for one in kin)
        if weight and weight_of(family):
            found[kin] = max(weight, found.get(kin, 0.0))
    return found


def nearness(words: str, others: str) -> float:
    """Points of what both sentences name, as the index adds them up, but for what only looks the same."""
    held = set(french.families(others)) - {kin for kin in _APART if _is_apart(kin, words, others)}
    return sum(weight for kin, weight in wanted(words).items() if not kin.isdisjoint(held))


def only_look_alike(words: str, others: str) -> bool:
    """« le marché » and « la marche »: what the index took for near, and is not."""
    return any(_is_apart(kin, words, others) for kin in _APART) and nearness(words, others) < ENOUGH


def _is_apart(kin: str, words: str, others: str) -> bool:
    """Whether both name this family, one the first thing and the other the second."""
    if not all(kin in french.families(said) for said in (words, others)):
        return False
    typed = (unicodedata.normalize("NFC", said).casefold() for said in (words, others))
    first, second = (bool(_APART[kin].search(said)) for said in typed)
    return first != second
