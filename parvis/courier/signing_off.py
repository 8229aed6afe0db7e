"""Where an answer by mail stops and its signature begins, even with no blank line between them.

Only what is surely no word of the answer goes: a closing formula and the names below it, the writer's own
name, a telephone number, a word of a machine. When in doubt it stays; a message never becomes empty.
"""

import re
from collections.abc import Collection

from parvis.courier.quote_marks import is_of_device, is_signature
from parvis.courier.stop_words import said

MOST_BELOW = 5  # lines a signature may have under its formula
_LONGEST = 60
# What people write before their name, one kind a line.
_FORMULAS = "|".join(
    (
        r"(?:bien |très |plus )?(?:cordialement|amicalement|sincèrement|respectueusement|affectueusement)",
        r"bien à (?:vous tous|vous|toi|tous)",
        r"(?:bien |mes |avec mes )?(?:cordiales |meilleures |sincères |amicales )?(?:salutations|pensées)",
        r"(?:bonne|belle|excellente) (?:journée|soirée|fin de journée|fin de semaine|semaine)"
        r"(?: à (?:vous|toi|tous))?",
        r"à (?:bientôt|très vite|plus tard|plus)|au plaisir(?: de vous lire)?",
        r"(?:grosses |gros )?(?:bises?|bisous?)|je (?:vous |t['’])embrasse|(?:mes )?amitiés",
        r"(?:un grand |grand )?merci(?: (?:d['’]avance|par avance|à vous|à tous|beaucoup|bien))?",
        r"(?:kind |best |warm )?regards|best wishes|yours sincerely|many thanks",
    )
)
_CLOSES = re.compile(rf"(?:{_FORMULAS})(?:[ ,;]+(?:et )?(?:{_FORMULAS}))?[\s,.!;:]*(?P<after>.*)", re.I)
_NUMBER = re.compile(r"(?:(?:t[ée]l|port|mob|fixe)\w{0,8}[ .:]*)?(?:\+|00)?\d(?:[ .\-]?\d){8,13}", re.I)
_ADDRESS = re.compile(r"(?:e-?mail|courriel|mail)?[ :]*[^\s<>@]+@[^\s<>@]+[.]\w+", re.I)
_PART = r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|d[eu]|des|la|le|et)"
_NAME = re.compile(rf"{_PART}(?: {_PART}){{0,4}}")
_SPEAKS = re.compile(
    r"\b(?:je|j['’]|tu|nous|vous|on|il|elle|est|sont|peux|peut|viens|non|oui|pas|si|mais|pour)\b|[?!…]", re.I
)


def without_signature(text: str, names: Collection[str] = ()) -> str:
    """The text without the signature at its end; names: those the writer is known by.

    At least one line always stays.
    """
    lines = text.splitlines()
    known = {said(name) for name in names if name}
    end = _without_tail(lines, len(lines), known)
    closing = _formula_above(lines, end, known)
    if closing is None:
        return "\n".join(lines[:end]).strip()
    end = _without_tail(lines, closing, known)
    return "\n".join(lines[:end]).strip()


def _without_tail(lines: list[str], end: int, known: set[str]) -> int:
    """Lines at the end that are a signature by themselves; the first line that says something stays."""
    while end and (not lines[end - 1].strip() or _is_alone(lines, end - 1, known)):
        if not any(line.strip() for line in lines[: end - 1]):
            break
        end -= 1
    return end


def _is_alone(lines: list[str], at: int, known: set[str]) -> bool:
    """A number, an address, their own name: unless the words above announce it (« mon numéro : »)."""
    line = lines[at].strip()
    if is_of_device(line) or is_signature(line):
        return True
    above = next((one.strip() for one in reversed(lines[:at]) if one.strip()), "")
    if above.endswith((":", ",", "est", "et", "numéro", "adresse")) and not _CLOSES.fullmatch(above):
        return False
    return said(line) in known or bool(_NUMBER.fullmatch(line) or _ADDRESS.fullmatch(line))


def _formula_above(lines: list[str], end: int, known: set[str]) -> int | None:
    """The line where a closing formula stands with nothing but a signature below; None: there is none."""
    below = 0
    for at in range(end - 1, 0, -1):
        line = lines[at].strip()
        if not line:
            continue
        found = _CLOSES.fullmatch(line)
        if found and _is_name(found["after"], known) and any(one.strip() for one in lines[:at]):
            return _first_formula(lines, at, known)
        below += 1
        if below > MOST_BELOW or not _may_sign(line):
            return None
    return None


def _first_formula(lines: list[str], at: int, known: set[str]) -> int:
    """« Merci d’avance, » above « Cordialement » belongs to it."""
    while at > 1 and (above := _CLOSES.fullmatch(lines[at - 1].strip())) and _is_name(above["after"], known):
        at -= 1
    return at


def _is_name(words: str, known: set[str]) -> bool:
    words = words.strip(" ,.-")
    return not words or said(words) in known or bool(_NAME.fullmatch(words))


def _may_sign(line: str) -> bool:
    """A name, a title, a street: short, and nobody speaks in it."""
    return (
        len(line) <= _LONGEST and len(line.split()) <= 7 and not _SPEAKS.search(line) and line[-1] not in ".:"
    )
