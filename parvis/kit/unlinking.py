"""Names that look like addresses of sites stay words: mail programs make no link of them.

Strangers receive names other strangers typed (« Gagnez http://evil.example »). An invisible joiner that
allows no line break (U+2060) goes where a program would recognise an address; people read the same words.
"""

import re

JOINER = "\u2060"
_DOTS = re.compile(r"(?<=\w)([.\u3002\uff0e\uff61])(?=\w)")
_STARTS = re.compile(r"[:：](?=[/\\／])|(?<=\w)[@＠](?=\w)|(?<=[/\\／])[/\\／](?!\u2060)")


def unlinked(text: str) -> str:
    """The same words, in which no program finds the address of a site or a mailbox."""
    return _STARTS.sub(lambda found: f"{found[0]}{JOINER}", _DOTS.sub(rf"\1{JOINER}", text))
