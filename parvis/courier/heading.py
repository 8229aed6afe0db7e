"""The headers of a message: what all copies share, and what is its reader's own."""

import re
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.utils import format_datetime

from django.conf import settings

from parvis.courier.bouncing import bounce_address
from parvis.courier.dispatching import one_line
from parvis.courier.leaving_lists import ways_out
from parvis.courier.letterhead import Letterhead
from parvis.courier.models import Dispatch
from parvis.courier.purposes import list_of
from parvis.courier.replying import can_be_answered
from parvis.kit import domains
from parvis.kit.unlinking import unlinked

_PARTING = re.compile(r"[<>()\[\]\\,;:@\"]")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 '-]{0,58}[A-Za-z0-9])?")
_Headers = list[tuple[str, object]]


def shared_headers(row: Dispatch, head: Letterhead) -> _Headers:
    """From whom, about what, and what machines are to know of it."""
    domain = settings.MAIL_FROM.rpartition("@")[2]
    found: _Headers = [
        ("From", Address(who(_sender(row, head)), addr_spec=settings.MAIL_FROM)),
        ("Subject", name_of(row.title)),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),  # RFC 8058: one tap in the mail program
        ("Feedback-ID", f"{row.purpose}:parvis:{domain}"),
    ]
    if list_id := list_of(row.purpose):
        found += [("List-Id", f"<{list_id}.{domain}>"), ("Precedence", "bulk")]
    return found


def own_headers(row: Dispatch, now: datetime, stop: str = "") -> list[tuple[str, str]]:
    """What is this message's alone but its reader's name. The Message-ID is the same at every attempt."""
    found = [
        ("Date", format_datetime(now)),
        ("Message-ID", row.message_id),
        ("List-Unsubscribe", ", ".join(f"<{way}>" for way in ways_out(row, stop))),
    ]
    if row.reply_to:
        found.append(("Reply-To", row.reply_to))
    if can_be_answered():  # where a provider sends complaints (RFC 9477)
        found.append(("CFBL-Address", f"{bounce_address(row)}; report=arf"))
    return found


def reader_of(row: Dispatch, others: Sequence[Dispatch]) -> Address:
    """To whom: one address, and the names of those it is for."""
    names = ", ".join(one.name for one in [row, *others] if one.name)
    return Address(who(names), addr_spec=ascii_domain(row.address))


def as_bytes(row: Dispatch, now: datetime, stop: str) -> bytes:
    """The own headers of a message for one reader. ValueError for an address no server takes."""
    name, address = who(row.name), ascii_domain(row.address)
    shown = name if _PLAIN_NAME.fullmatch(name) else _in_code(name)
    lines = [("To", f"{shown} <{address}>" if name else address), *own_headers(row, now, stop)]
    text = "".join(f"{field}: {value}\r\n" for field, value in lines)
    return text.replace(">, <", ">,\r\n <").encode("ascii")


def name_of(text: str) -> str:
    """A title for a header: one line, and no address of a site, whatever was typed in it."""
    return unlinked(one_line(text, 200))


def who(text: str) -> str:
    """The name before an address, without the signs that part addresses.

    Python folds a long quoted name without its quotes: what stood inside would read as other addresses.
    """
    return unlinked(one_line(_PARTING.sub(" ", text), 80))


def ascii_domain(address: str) -> str:
    """The address with its domain as the network writes it: é.fr → xn--9ca.fr."""
    local, _at, domain = address.rpartition("@")
    return address if domain.isascii() else f"{local}@{domains.ascii_domain(domain)}"


def _sender(row: Dispatch, head: Letterhead) -> str:
    """« Karim Haddad – Les Voisins du Canal » when somebody wrote it, else the place."""
    return f"{row.signed_by} – {head.name}" if row.signed_by else head.name


def _in_code(name: str) -> str:
    """A name as a header carries letters beyond English (RFC 2047), never cut inside a letter."""
    words, word = [], b""
    for letter in name:
        code = letter.encode()
        if len(word) + len(code) > 42:
            words.append(word)
            word = b""
        word += code
    return "\r\n ".join(f"=?utf-8?b?{b64encode(one).decode()}?=" for one in [*words, word] if one)
