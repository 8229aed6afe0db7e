"""Domain names with accents: one form for each, and none that passes for another.

A name written with the letters of French and its neighbours is kept as people write it; any other letters
(a Cyrillic « а » looks like ours) are kept as the network writes them, « xn--… », which resembles nothing.
"""

import unicodedata

_LONGEST_LABEL = 63
_OURS = set("abcdefghijklmnopqrstuvwxyz0123456789-œæß")


def ascii_domain(domain: str) -> str:
    """The name as the network writes it: « café.fr » → « xn--caf-dma.fr ». ValueError when it is none.

    « ß » stays itself (IDNA 2008): « straße » is not « strasse ».
    """
    return ".".join(_ascii_label(label) for label in _tidied(domain).split("."))


def plain_domain(domain: str) -> str:
    """The one form a name is kept and shown in. ValueError when it is none."""
    labels = [_shown_label(label) for label in ascii_domain(domain).split(".")]
    return ".".join(labels)


def _tidied(domain: str) -> str:
    # The ideographic full stops separate labels too (RFC 3490).
    return unicodedata.normalize("NFKC", domain).replace("\u3002", ".").lower()


def _ascii_label(label: str) -> str:
    if not label.isascii():
        if any(unicodedata.category(char)[0] not in "LMN" and char != "-" for char in label):
            raise ValueError("not a domain name")
        label = f"xn--{unicodedata.normalize('NFC', label).encode('punycode').decode()}"
    if not label or len(label) > _LONGEST_LABEL:
        raise ValueError("not a domain name")
    return label


def _shown_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        written = label.removeprefix("xn--").encode().decode("punycode")
    except UnicodeError:
        raise ValueError("not a domain name") from None
    is_ours = all(unicodedata.normalize("NFD", char)[0] in _OURS for char in written)
    is_same = not written.isascii() and _ascii_label(_tidied(written)) == label
    return written if is_ours and is_same else label
