"""« STOP », by text message or by mail: the words that ask for silence, and nothing else beside them."""

import re

from parvis.kit.french import plain

STOP = frozenset({
    "stop", "arret", "arreter", "stop sms", "stop textos", "stop texto", "desabonner", "unsubscribe",
})  # fmt: skip
_BY_MAIL = STOP | {
    "stop mail", "stop mails", "desabonnement", "desinscription", "me desabonner", "desabonnez moi",
    "ne m ecrivez plus", "ne plus m ecrire", "ne m envoyez plus rien",
}  # fmt: skip
_POLITE = frozenset({"bonjour", "bonsoir", "merci", "svp", "stp", "cordialement"})
_ANSWERS = re.compile(r"^(?:\s*(?:re|rep|tr|fwd?)\s*:)+", re.IGNORECASE)


def said(text: str) -> str:
    """The words as one compares them: small letters, no accents, no signs."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain(text)).split())


def says_stop(text: str, title: str = "") -> bool:
    """Whether a mail asks for silence: in its first line, a few short ones after, or in its title alone."""
    first, *after = [line for line in text.splitlines() if line.strip()] or [_ANSWERS.sub("", title)]
    words = [word for word in said(first).split() if word not in _POLITE]
    return " ".join(words) in _BY_MAIL and all(len(line) <= 40 for line in after[:3]) and len(after) <= 3
