"""Read one message as it arrived (RFC 822), whatever program wrote it. Nothing in it can raise.

Bounded before it is parsed: beyond the bounds only the headers are read.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from parvis.courier.attachments import Attached, attached
from parvis.courier.reading_pages import words_of_page
from parvis.courier.unquoting import typed
from parvis.courier.vouching import vouched_for

LONGEST = 20_000_000  # bytes of one message: three photos of a telephone, as mail writes them
_HEADERS = 64_000
_MOST_NESTED = 60  # « boundary » said so often: nobody writes that by hand
_MOST_PARTS = 100
_MOST_CALENDAR = 400_000
_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "Cc", "Resent-To")
_AUTOMATIC = {"bulk", "junk", "list", "auto_reply"}
_AUTOMATIC_TITLE = re.compile(
    r"(?:réponse automatique|message automatique|absence du bureau|absent du bureau|automatic reply"
    r"|auto ?reply|out of office|automatische antwort)\b",
    re.IGNORECASE,
)
_MACHINES = re.compile(r"(?:mailer-daemon|mail-daemon|postmaster|no-?reply|ne-?pas-?repondre)[@+]")
_NUMBER = re.compile(r"<[!-;=?-~]{3,200}>")


@dataclass(frozen=True)
class Mail:
    """key: the same for the same message, by whatever way it came twice. sender: an address in small letters.

    to: every address it came by. references: Message-IDs it answers. text: typed words without the quote.
    calendar: the first calendar in it. is_automatic: a machine sent it. is_whole: False beyond the bounds.
    is_vouched: whether our own mail server says it comes from that address; None when it says nothing.
    number: its Message-ID. loops: addresses it says it went through. pictures: as they came, bounded.
    left_out: the names of what else was attached.
    """

    key: str
    sender: str
    title: str
    to: tuple[str, ...]
    references: tuple[str, ...]
    is_automatic: bool
    is_whole: bool
    text: str
    calendar: str
    is_vouched: bool | None = None
    number: str = ""
    loops: tuple[str, ...] = ()
    pictures: tuple[Attached, ...] = ()
    left_out: tuple[str, ...] = ()


def read_mail(raw: bytes, *, is_whole: bool = True) -> Mail:
    """The message in these bytes; whatever they are, what can be read of it.

    is_whole: False when only its beginning was fetched.
    """
    is_whole = is_whole and len(raw) <= LONGEST and raw.lower().count(b"boundary") <= _MOST_NESTED
    parsed = _parsed(raw if is_whole else _only_headers(raw))
    if parsed is None:
        is_whole, parsed = False, _parsed(_only_headers(raw)) or Message()
    pages, sender = _texts(parsed, "text/html"), _first_address(parsed)
    plain = next(_texts(parsed, "text/plain"), "") or words_of_page(next(pages, ""))
    pictures, left_out = attached(_parts(parsed))
    return Mail(
        key=_key(parsed, raw),
        sender=sender,
        title=_header(parsed, "Subject")[:200],
        to=tuple(address.lower() for address in _addresses(parsed, _TO)),
        references=tuple(_NUMBER.findall(" ".join(_all(parsed, ("In-Reply-To", "References"))))[:50]),
        is_automatic=_is_automatic(parsed),
        is_whole=is_whole,
        text=typed(plain),
        calendar=next(_calendars(parsed), ""),
        is_vouched=vouched_for(_all(parsed, ("Authentication-Results",)), sender),
        number=next(iter(_NUMBER.findall(" ".join(_all(parsed, ("Message-ID",))))), ""),
        loops=tuple(said.strip().lower()[:320] for said in _all(parsed, ("X-Loop",))),
        pictures=pictures,
        left_out=left_out,
    )


def _only_headers(raw: bytes) -> bytes:
    head = re.split(rb"\r?\n\r?\n", raw[:_HEADERS], maxsplit=1)[0]
    return re.sub(rb"(?im)^content-[a-z-]+:.*(?:\r?\n[ \t].*)*", b"X-Left-Out: yes", head) + b"\n\n"


def _parsed(raw: bytes) -> "Message[str, str] | None":
    """None for what was made to break parsers."""
    try:
        return message_from_bytes(raw)
    except (RecursionError, ValueError, LookupError, IndexError, TypeError):
        return None


def _all(message: "Message[str, str]", names: tuple[str, ...]) -> list[str]:
    return [str(value)[:4000] for name in names for value in (message.get_all(name) or [])[:20]]


def _addresses(message: "Message[str, str]", names: tuple[str, ...]) -> list[str]:
    try:
        return [address for _name, address in getaddresses(_all(message, names)) if "@" in address][:100]
    except (ValueError, IndexError, TypeError):
        return []


def _first_address(message: "Message[str, str]") -> str:
    """Who says they wrote it; nobody when several do."""
    found = {address.strip().lower() for address in _addresses(message, ("From",))}
    address = found.pop() if len(found) == 1 else ""
    return address if len(address) <= 320 and address.isprintable() else ""


def _header(message: "Message[str, str]", name: str) -> str:
    written = str(message.get(name, ""))[:2000]
    with suppress(HeaderParseError, LookupError, ValueError):
        written = str(make_header(decode_header(written)))
    return " ".join("".join(c if c.isprintable() else " " for c in written).split())


def _is_automatic(message: "Message[str, str]") -> bool:
    """Vacation words, bounces, lists: no person typed them for us (RFC 3834)."""
    said = _header(message, "Auto-Submitted").lower().partition(";")[0].strip()
    if said not in ("", "no") or _header(message, "Precedence").lower() in _AUTOMATIC:
        return True
    if message.get("Return-Path", "").strip() == "<>" or message.get_content_type() == "multipart/report":
        return True
    if _MACHINES.match(_first_address(message)) or _AUTOMATIC_TITLE.match(_header(message, "Subject")):
        return True
    return "X-Autoreply" in message or "X-Autorespond" in message or "List-Id" in message


def _parts(message: "Message[str, str]") -> Iterator["Message[str, str]"]:
    """Its own parts, in order, so many at most; a message it forwards is not opened."""
    waiting, seen = [message], 0
    while waiting and seen < _MOST_PARTS:
        part, seen = waiting.pop(), seen + 1
        inside = part.get_payload() if part.is_multipart() else None
        if isinstance(inside, list) and part.get_content_maintype() != "message":
            waiting.extend(one for one in reversed(inside) if isinstance(one, Message))
        elif inside is None:
            yield part


def _texts(message: "Message[str, str]", kind: str) -> Iterator[str]:
    for part in _parts(message):
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            yield _decoded(part)


def _calendars(message: "Message[str, str]") -> Iterator[str]:
    """In any place of the message, as a part or attached, under any of the names programs give it."""
    for part in _parts(message):
        name = (part.get_filename() or "").lower()
        kind = part.get_content_type()
        if kind in ("text/calendar", "application/ics", "text/x-vcalendar") or name.endswith(".ics"):
            text = _decoded(part)
            if "BEGIN:VCALENDAR" in text.upper():
                yield "".join(c if c.isprintable() or c in "\r\n\t" else " " for c in text[:_MOST_CALENDAR])


def _decoded(part: "Message[str, str]") -> str:
    """The text of a part: its transfer encoding undone, its letters read by its charset or the likeliest."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        return ""
    if not isinstance(content, bytes):
        return ""
    content = content[:LONGEST]
    for charset in (str(part.get_content_charset() or "utf-8"), "utf-8"):
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")


def _key(message: "Message[str, str]", raw: bytes) -> str:
    """Relays change headers, never the body: number and body together know a message again."""
    body = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[-1].replace(b"\r\n", b"\n").strip()
    number = str(message.get("Message-ID", "")).strip().encode(errors="replace")
    return hashlib.sha256(number + b"\n" + hashlib.sha256(body).digest()).hexdigest()
