"""How long a text message is for a telephone: parts of GSM-7 letters, or shorter parts of any letters.

Pure. What a typesetter likes (« », ’, …, narrow spaces) is written as a telephone writes it; accents GSM-7
does not know (ê, ç…) are kept where they cost no more parts, and dropped where they do.
"""

import re
import unicodedata
from dataclasses import dataclass

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE = frozenset("^{}\\[~]|€")  # two places each
_AS_TYPED = str.maketrans({
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"',
    "…": "...", "–": "-", "—": "-", "\u2011": "-", "\u2060": "", "\u00ad": "", "\u200b": "", "·": ".",
    "•": "-", "\t": " ",
})  # fmt: skip
_LETTERS = str.maketrans({"œ": "oe", "Œ": "OE", "ç": "c", "æ": "ae"})
_INSIDE_QUOTES = re.compile(r"(?<=«)\s+|\s+(?=»)")
MOST_PARTS = 2


@dataclass(frozen=True)
class Script:
    """One way to write: how much one part alone holds, and each of several."""

    alone: int
    each: int


GSM = Script(160, 153)
UCS = Script(70, 67)


def as_typed(text: str) -> str:
    """The words as one types them on a telephone: « “Café” » becomes \"Café\", without double spaces."""
    plain = _INSIDE_QUOTES.sub("", text).translate(_AS_TYPED)
    return "\n".join(" ".join(line.split(" ")) for line in plain.split("\n"))


def is_gsm(text: str) -> bool:
    """Whether every sign is one a GSM-7 message knows."""
    return all(sign in _BASIC or sign in _DOUBLE for sign in text)


def places(text: str, script: Script) -> int:
    """How many places the text takes in this script."""
    if script is GSM:
        return len(text) + sum(sign in _DOUBLE for sign in text)
    return len(text.encode("utf-16-le")) // 2


def script_of(text: str) -> Script:
    """The script this text must be sent in."""
    return GSM if is_gsm(text) else UCS


def parts_of(text: str) -> int:
    """How many parts this text is sent (and paid) as."""
    script = script_of(text)
    count = places(text, script)
    return 1 if count <= script.alone else -(-count // script.each)


def folded(text: str) -> str:
    """The text with letters GSM-7 knows, where there is one: « fête » becomes « fete »."""
    return "".join(sign if sign in _BASIC or sign in _DOUBLE else _plain(sign) for sign in text)


def _plain(sign: str) -> str:
    known = sign.translate(_LETTERS)
    if known != sign:
        return known
    base = unicodedata.normalize("NFD", sign)
    return base[0] if len(base) > 1 and base[0] in _BASIC else sign


def cheapest(text: str) -> str:
    """With its accents when they cost no more parts, else without them."""
    plain = folded(text)
    return plain if parts_of(plain) < parts_of(text) else text


def fits(text: str) -> bool:
    """Whether it goes into two parts."""
    return parts_of(text) <= MOST_PARTS
