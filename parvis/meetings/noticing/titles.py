"""How much two titles say the same. Plain Python.

Families of words (`kit.french`) carry the judgement; letters (rapidfuzz) forgive typing mistakes. « Visite
libre » and « visite guidée » of one church differ by words that exclude each other: they are two things.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from parvis.kit import french

EXACT, CLOSE = 1.0, 0.8
_LIGHT = 0.3  # what a word weighs that many titles bear
_KINDS = """
atelier visite réunion soirée rencontre conférence concert stage cours sortie repas fête journée séance
présentation découverte initiation exposition balade promenade randonnée café apéro meetup bal spectacle
lecture projection débat goûter permanence assemblée marche table ronde parcours jeu
"""
_COMMON = """
grand petit nouveau saint sainte rue place salle maison association club village quartier ville public
édition premier dernier spécial ensemble tous toute samedi dimanche lundi mardi mercredi jeudi vendredi
janvier février mars avril mai juin juillet août septembre octobre novembre décembre matin après midi soir jep
"""
_AGAINST = """
libre guidé guidée commenté commentée flash; débutant confirmé avancé intermédiaire;
français russe anglais espagnol allemand italien langue lsf;
adulte enfant famille ado junior senior jeune jeunesse familial;
"""
_NUMBER = re.compile(r"(?<!\w)(?:#|n[o°] ?|no )?(\d{1,3})(?!\d)")
_HEAD = re.compile(r"\s*(?::| [-–—|] )\s*")


def _families_of(words: str) -> frozenset[str]:
    return frozenset(french.family(word) for word in words.split())


KINDS = _families_of(_KINDS)
_OPPOSED = [_families_of(words) for words in _AGAINST.split(";") if words.strip()]
_LIGHT_WORDS = KINDS.union(_families_of(_COMMON), *_OPPOSED)


@dataclass(frozen=True, slots=True)
class Title:
    """Plain, the families of its words, the figures it bears, the families before « : », what all weigh."""

    plain: str
    families: frozenset[str]
    figures: frozenset[str]
    head: frozenset[str]
    weight: float


@lru_cache(maxsize=20_000)
def read(title: str) -> Title:
    """The title as read, remembered: the same titles come back with each proposal."""
    plain = " ".join(french.words(title))
    families = frozenset(french.families(title))
    head = _HEAD.split(title, maxsplit=1)
    said = frozenset(french.families(head[0])) if len(head) == 2 else frozenset()
    years = {word for word in families if len(word) == 4 and word.isdigit()}
    return Title(
        plain=plain,
        families=families - years,
        figures=frozenset(_NUMBER.findall(french.plain(title))),
        head=said,
        weight=_weight(families - years),
    )


def alike(one: Title, other: Title) -> float:
    """From 0, nothing in common, to 1, the same words. The same whichever comes first."""
    if one.plain == other.plain:
        return EXACT if one.plain else 0.0
    if not one.families or not other.families or _is_set_against(one, other):
        return 0.0
    shared = _weight(one.families & other.families)
    if not shared:
        return _by_letters(one, other)
    covered = shared / min(one.weight, other.weight)
    jaccard = shared / (one.weight + other.weight - shared)
    if one.families <= other.families or other.families <= one.families:
        return max((covered + jaccard) / 2, CLOSE if shared >= 1 else 0.0)
    return max(jaccard, _by_letters(one, other))


def share_a_head(one: Title, other: Title) -> bool:
    """« Soirée jeux : dominos » and « Soirée jeux : échecs »."""
    return bool(one.head) and (
        one.head == other.head or one.head == other.families or one.families == other.head
    )


def _weight(families: frozenset[str]) -> float:
    return sum(_LIGHT if family in _LIGHT_WORDS or family.isdigit() else 1.0 for family in families)


def _is_set_against(one: Title, other: Title) -> bool:
    """Each bears a word the other lacks, and these exclude each other: kinds, numbers, languages, ages."""
    left, right = one.families - other.families, other.families - one.families
    if left & KINDS and right & KINDS:
        return True
    if one.figures and other.figures and one.figures.isdisjoint(other.figures):
        return True
    return any(left & words and right & words for words in _OPPOSED)


def _by_letters(one: Title, other: Title) -> float:
    """Typing mistakes: « Atelier poterie », « Atelier potterie ». Only nearly the same letters count."""
    ratio = fuzz.ratio(one.plain, other.plain) / 100
    return ratio if ratio >= 0.9 and min(len(one.plain), len(other.plain)) >= 6 else 0.0
