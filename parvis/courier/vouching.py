"""What our own mail server says of a sender (RFC 8601): anybody may write any name after « From: ».

Only the lines signed with the name in PARVIS_MAIL_AUTHSERV_ID count: a server removes those others wrote in
its name. Where no name is given nobody vouches for anybody, and replies may do only what our links do.
"""

import re
from collections.abc import Iterable

from django.conf import settings

_REMARK = re.compile(r"\([^()]*\)")
_PASSED = re.compile(r"(dmarc|dkim)\s*=\s*pass\b(.*)", re.DOTALL)
_FAILED = re.compile(r"dmarc\s*=\s*(fail|quarantine|reject)\b")
_DOMAIN = re.compile(r"header\.(?:from|d)\s*=\s*@?\"?([a-z0-9.-]+)")


def vouched_for(lines: Iterable[str], sender: str) -> bool | None:
    """Whether it says the message comes from this address; None when it says nothing of it.

    lines: the values of Authentication-Results. sender: in small letters.
    """
    domain, said = sender.rpartition("@")[2], None
    for result in _results(lines):
        if _FAILED.match(result):
            return False
        passed = _PASSED.match(result)
        if passed and domain and any(_is_its(domain, found) for found in _DOMAIN.findall(passed[2])):
            said = True
    return said


def _results(lines: Iterable[str]) -> Iterable[str]:
    """What our own server found, one method each: « dmarc=pass header.from=exemple.fr »."""
    ours = settings.MAIL_AUTHSERV_ID.lower()
    for line in lines:
        name, *results = _REMARK.sub(" ", line.lower()).split(";")
        if ours and name.split()[:1] == [ours]:
            yield from (result.strip() for result in results)


def _is_its(domain: str, signed: str) -> bool:
    return domain == signed or ("." in signed and domain.endswith(f".{signed}"))
