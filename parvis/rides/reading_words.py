"""« J'ai 2 places depuis Saint-Martin, départ 13 h 30 », « je cherche une voiture »: what a sentence says.

Only what says this and nothing more is understood; a person reads the rest.
"""

import re
from dataclasses import dataclass, replace
from datetime import time

from parvis.kit.reading_moments import read_hour

LONGEST = 240
_NUMBERS = {"une": 1, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8}
_COUNT = r"(?P<count>\d|une?|deux|trois|quatre|cinq|six|sept|huit)"
_FREE = r"(?:\s+(?:libres?|disponibles?))?"
_MINE = r"(?:\s+(?:dans|en)\s+(?:ma|notre|la)?\s*voiture)?"
_ANY = r"\s+(?:dans une|en) voiture"
_NAMED = r"\s*(?P<place>[^,;.!?\d\n][^,;.!?\n]{0,78}?)"
_FROM = r"depuis|au d[ée]part d[eu]|[àa] partir d[eu]|en partant d[eu]"
_PLACE = rf"(?:\s*,?\s*(?:{_FROM}){_NAMED})?"
_PLACE_OR_OF = rf"(?:\s*,?\s*(?:{_FROM}|du|de|d['’]){_NAMED})?"
_LEAVING = r"(?:(?:d[ée]part|je pars|on part|nous partons)\s*)?(?:à|a|vers)?"
_HOUR = rf"(?:\s*,?\s*{_LEAVING}\s*(?P<hour>\d{{1,2}}\s*(?:h|:)\s*(?:\d\d)?))?"
_HELLO = r"(?:(?:bonjour|bonsoir|coucou|salut)[\s,!.]*)?"
_WISHES = r"bonne (?:journ|soir)[ée]e|cordialement|[àa] bient[ôo]t"
_POLITE = rf"s['’ ]il vous pla[iî]t|svp|merci(?: d['’ ]avance)?|{_WISHES}"
_THANKS = rf"[\s,.!;]*(?:{_POLITE})?[\s,.!;]*"
_I_HAVE = r"(?:j['’ ]ai|il me reste|j['’ ]offre|je propose|nous avons|on a)"
_I_TAKE = r"je (?:peux|pourrais) (?:emmener|prendre|conduire)"
_OFFERS = (
    rf"{_I_HAVE}\s+{_COUNT}\s+places?{_FREE}{_MINE}{_PLACE}",
    rf"{_I_TAKE}\s+{_COUNT}\s+(?:personnes?|passagers?){_PLACE_OR_OF}",
)
_WHO = r"quelqu['’ ]un pour (?:m['’ ]emmener|me conduire|nous emmener)"
_SEEKS = (
    rf"(?:je|nous) cherch(?:e|ons)\s+(?:une voiture|un covoiturage|{_COUNT} places?{_ANY}|{_WHO}){_PLACE}",
    rf"j['’ ]ai besoin d['’ ](?:une voiture|un covoiturage|[êe]tre (?:emmen[ée]e?|conduite?)){_PLACE}",
    rf"qui (?:peut|pourrait) (?:m['’ ]emmener|me conduire|nous emmener|me prendre){_PLACE}",
)
_WHOLE = [
    (is_offer, re.compile(rf"{_HELLO}{said}{_HOUR}[\s?]*{_THANKS}", re.IGNORECASE))
    for is_offer, many in ((True, _OFFERS), (False, _SEEKS))
    for said in many
]
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_MONTH = r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre)"
_DATE = rf"\d{{1,2}}(?:er)?(?:\s*/\s*\d{{1,2}}|\s+{_MONTH})?"
_DAY = re.compile(
    rf"[\s,]*\b(?:pour\s+)?(?:(?:le\s+|ce\s+)?(?P<named>{_WEEKDAY}(?:\s+{_DATE})?(?!\s*[h:])|demain|"
    rf"apr[èe]s-demain|aujourd['’]hui)|ce\s+(?P<tonight>soir)|(?:le\s+)(?P<dated>{_DATE})(?!\s*[h:\d]))"
    r"(?:\s+prochaine?)?\b",
    re.IGNORECASE,
)
_BOTH_WAYS = re.compile(
    r"[\s,]*\b(?:pour\s+|en\s+)?(?:l['’]\s*)?aller(?:[\s/-]*retour|\s+et\s+(?:le\s+)?retour)\b", re.IGNORECASE
)
_BACK = re.compile(
    r"[\s,]*\b(?:(?:pour|seulement)\s+)*(?:(?:le|au)\s+)?(?:retour|(?:pour\s+)?(?:rentrer|revenir))"
    r"(?:\s+(?:seulement|uniquement))?\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"[\s,]*\bpour\s+(?:l['’]\s*aller|y\s+aller|venir)(?:\s+(?:seulement|uniquement))?\b", re.IGNORECASE
)
_MORE = re.compile(r"\b(?:et|mais|je|ne|que|qui|pas|plus|est-ce)\b", re.IGNORECASE)  # another sentence begins


@dataclass(frozen=True)
class Said:
    """count: seats offered, or people who look for one; None when a wish says none.

    day_words: the day named, as typed; empty when none is. is_back_only: for the way home alone.
    """

    is_offer: bool
    count: int | None
    place_words: str
    hour: time | None
    day_words: str = ""
    is_back_only: bool = False


def read(text: str) -> Said | None:
    """What it says, or None."""
    words = " ".join(text.split())
    if not words or len(words) > LONGEST:
        return None
    words, day_words = _without_day(words)
    words, is_back_only = _without_way(words)
    for is_offer, pattern in _WHOLE:
        if found := pattern.fullmatch(words):
            said = _said(is_offer, found.groupdict())
            return replace(said, day_words=day_words, is_back_only=is_back_only) if said else None
    return None


def _without_day(words: str) -> tuple[str, str]:
    """The rest, and the day it names; two days are for a person, who reads all of it."""
    named = list(_DAY.finditer(words))
    if len(named) != 1:
        return words, ""
    found = named[0]
    day = found["named"] or found["dated"] or "aujourd'hui"
    return f"{words[: found.start()]} {words[found.end() :].lstrip(' ,')}".strip(), day


def _without_way(words: str) -> tuple[str, bool]:
    """The rest, and whether only the way home is spoken of."""
    for pattern, is_back_only in ((_BOTH_WAYS, False), (_THERE, False), (_BACK, True)):
        if found := pattern.search(words):
            return f"{words[: found.start()]} {words[found.end() :].lstrip(' ,')}".strip(), is_back_only
    return words, False


def _said(is_offer: bool, found: dict[str, str | None]) -> Said | None:
    written, place = (found.get("count") or "").lower(), (found.get("place") or "").strip()
    count = int(written) if written.isdigit() else _NUMBERS.get(written)
    if _MORE.search(place) or (is_offer and not place):
        return None  # where they leave from must be known; « j'ai 2 places » may mean seats at the meeting
    try:
        hour = read_hour(found["hour"] or "") if found.get("hour") else None
    except ValueError:
        return None
    return Said(is_offer, count, place, hour)
