"""Names as people say them, and as they are looked for: no accents, no case, any order."""

import re
import secrets
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz

# Letters that sound different from one another when read out over the telephone, in French.
_LETTERS = "AFHJKLMRUXYZ"
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_SAME = 88  # of 100: « Jeanne Martin » and « MARTIN Jeane » are one person, two first names are not


def tidy(name: str) -> str:
    """The name without stray spaces or control characters, at most 120 characters long."""
    visible = "".join(char if char.isprintable() else " " for char in name)
    return " ".join(visible.split())[:120]


def search_name(name: str) -> str:
    """« Zoé  Le-Goff » becomes « zoe le goff »: what is stored beside the name to find it."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_LIGATURES))
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", plain))[:160]


def is_same_name(one: str, other: str) -> bool:
    """Whether two names say the same person: accents, case, order and one slip of the pen aside."""
    first, second = search_name(one), search_name(other)
    if not first or not second:
        return False
    return fuzz.token_sort_ratio(first, second) >= _SAME


def draw_card_code() -> str:
    """A code for a member's card: two letters, four digits, « KL4072 »; easy to read out."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(2))
    return f"{letters}{secrets.randbelow(10_000):04}"


def new_card_codes(count: int, taken: Iterable[str]) -> list[str]:
    """So many different codes, none of them in `taken`."""
    used = set(taken)
    fresh: list[str] = []
    while len(fresh) < count:
        code = draw_card_code()
        if code not in used:
            used.add(code)
            fresh.append(code)
    return fresh


def read_card_code(text: str) -> str:
    """What people type for a card code, « kl 40 72 », as it is stored; empty when it is not one."""
    code = re.sub(r"[\s.\-]", "", text).upper()
    return code if re.fullmatch(r"[A-Z]{2}\d{4}", code) else ""
