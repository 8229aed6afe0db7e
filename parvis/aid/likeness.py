"""How alike two sentences are: by the things they name, not by « samedi » or « prêter ». Pure."""

from parvis.aid.synonyms import standing_for
from parvis.aid.understanding import mended, weight_of
from parvis.kit import french

_MOST_LETTERS = 200  # as many as a notice has
ENOUGH = 2.0  # points: one word that names a thing, or two that lean
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
    """Points of what both sentences name, as the index adds them up."""
    held = set(french.families(others))
    return sum(weight for kin, weight in wanted(words).items() if not kin.isdisjoint(held))
