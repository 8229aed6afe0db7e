"""For whom a meeting is: said by its host, or named by its title. Plain Python."""

import re
from functools import lru_cache

from parvis.kit import french

CHILDREN, FAMILIES, YOUNG, SENIORS = "children", "families", "young", "seniors"
JOBS, EVERYONE = "jobs", "everyone"
ALL = (FAMILIES, CHILDREN, YOUNG, SENIORS, JOBS, EVERYONE)

_NAMED = {  # in plain words, accents and apostrophes gone
    CHILDREN: (
        r"\benfants?\b|\bjeune public\b|\btout petits?\b|\bbebes?\b|\bpetite enfance\b|\bmarmots?\b"
        r"|\bassistantes? maternelles?\b|\b\d{1,2} (?:a |et )?\d{1,2} (?:ans|mois)\b"
        r"|\bdes \d{1,2} ans\b|\ba partir de (?:[2-9]|1[0-2]) ans\b"
    ),
    FAMILIES: (
        r"\b(?:en|ateliers?|lectures?|sorties?|accueil|pour les|jeux?|espace|aux) familles?\b"
        r"|\bfamilles\b(?! d accueil)|\bparents\b|\bfamilial(?:e|es)?\b"
    ),
    YOUNG: (
        r"\b(?:pour|aux|soiree|espace|local|conseil|club|accueil|destination) (?:les |des |de )?jeunes\b"
        r"|\b(?:ados?|adolescente?s?|collegiens?|lyceens?)\b|\b1[1-7] (?:a )?(?:1[5-9]|2\d) ans\b"
    ),
    SENIORS: r"\b(?:aines?|ainees|seniors?|retraitee?s|doyens?|troisieme age|3e age|the dansant)\b",
    JOBS: r"\b(?:demandeurs?|demandeuses?|chercheurs?|recherche) d emploi\b",
    EVERYONE: (
        r"\bfete (?:du|de la|de) (?:village|quartier|commune|musique|ville)\b|\bvoeux du maire\b"
        r"|\bfete (?:patronale|nationale)\b|\breunion publique\b|\bforum des associations\b"
        r"|\bvide greniers?\b|\brepas du village\b"
    ),
}
_PATTERNS = {public: re.compile(words) for public, words in _NAMED.items()}
_MEET = frozenset({frozenset({CHILDREN, FAMILIES})})


@lru_cache(maxsize=20_000)
def named_in(title: str) -> frozenset[str]:
    """The publics a title names: « Goûter des aînés », « Contes dès 5 ans », « Fête du village »."""
    words = " ".join(french.words(title))
    return frozenset(public for public, pattern in _PATTERNS.items() if pattern.search(words))


def shared(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Publics that would have to be at two places; what is for everyone meets every named public."""
    both = one & other
    for left in one:
        both |= {left for right in other if frozenset({left, right}) in _MEET}
    if EVERYONE in one | other and one and other:
        both |= (one | other) - {EVERYONE} or {EVERYONE}
    return both
