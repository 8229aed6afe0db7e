"""The only door to the outside network: one page read, with bounds on where, how long and how much.

No cookies, no passwords, no address of where we come from; each redirect is looked at like the first address.
"""

import ssl
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message

import httpcore2
import httpx2
from django.conf import settings
from django.utils.translation import gettext as _

from parvis.kit.outside import NOTHING, PORTS, Allowance, Caller, CannotFetch, Resolver, resolve

MOST_BYTES = 16 * 1024 * 1024  # unpacked
MOST_REDIRECTS = 5
SECONDS = 30.0  # all in all
SECONDS_A_READ = 10.0
LONGEST_ADDRESS = 2000
_PIECE = 256 * 1024
_REDIRECTS = {301, 302, 303, 307, 308}
_PACKED = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS | 32}


@dataclass(frozen=True)
class Known:
    """What the last reading left: the marks by which the other side knows nothing has changed."""

    etag: str = ""
    modified: str = ""


NEVER_READ = Known()


@dataclass(frozen=True)
class Fetched:
    """What was read. is_unchanged: the other side says it is as before, and sent nothing."""

    address: str
    content: bytes = b""
    kind: str = ""  # « text/calendar », in small letters, without its parameters
    etag: str = ""
    modified: str = ""
    is_unchanged: bool = False


@dataclass(frozen=True)
class Outside:
    """How the network is called; tests give a resolver and a certificate of their own."""

    allowed: Allowance = NOTHING
    resolver: Resolver = resolve
    trust: ssl.SSLContext | None = None
    seconds: float = SECONDS
    seconds_a_read: float = SECONDS_A_READ


def outside() -> Outside:
    """The network as the person who runs the place set it."""
    return Outside(Allowance(frozenset(host.lower() for host in settings.OUTSIDE_ALLOW)))


def read_address(text: str, allowed: Allowance = NOTHING) -> httpx2.URL:
    """An address people typed (webcal:// too). CannotFetch says what is wrong with it."""
    text = text.strip()
    if len(text) > LONGEST_ADDRESS or not text.isprintable() or " " in text:
        raise CannotFetch(_("This is not an address. Copy it whole, from https:// on."))
    if text.lower().startswith(("webcal://", "webcals://")):
        text = "https://" + text.partition("://")[2]
    try:
        url = httpx2.URL(text)
    except httpx2.InvalidURL:
        raise CannotFetch(_("This is not an address. Copy it whole, from https:// on.")) from None
    return _checked(url, allowed)


def _checked(url: httpx2.URL, allowed: Allowance) -> httpx2.URL:
    if url.scheme not in PORTS or not url.host:
        raise CannotFetch(_("An address begins with https:// or http://."))
    if url.userinfo:
        raise CannotFetch(_("This address carries a password. Ask for an address to share, without one."))
    port = url.port or PORTS[url.scheme]
    if port not in PORTS.values() and not allowed.opens(url.host, port):
        raise CannotFetch(_("This address names a port of its own. Parvis reads usual addresses only."))
    return url.copy_with(fragment=None)


def fetch(
    address: str, known: Known = NEVER_READ, *, most_bytes: int = MOST_BYTES, how: Outside | None = None
) -> Fetched:
    """Read one address, following five redirects at most.

    CannotFetch, with a sentence and perhaps a delay, for everything that can go wrong.
    """
    how = how or outside()
    until = time.monotonic() + how.seconds
    url = read_address(address, how.allowed)
    for _turn in range(MOST_REDIRECTS + 1):
        answer = _ask(url, known, most_bytes, how, until)
        if isinstance(answer, Fetched):
            return answer
        url = _next(url, answer, how.allowed)
    raise CannotFetch(_("This address sends from page to page without end."))


def _next(url: httpx2.URL, target: str, allowed: Allowance) -> httpx2.URL:
    try:
        following = _checked(url.join(target), allowed)
    except httpx2.InvalidURL:
        raise CannotFetch(_("This address sends to another one that cannot be read.")) from None
    if url.scheme == "https" and following.scheme == "http":
        raise CannotFetch(_("This address sends to a page that is not protected (http)."))
    return following


def _ask(url: httpx2.URL, known: Known, most_bytes: int, how: Outside, until: float) -> Fetched | str:
    """What one address answers: what was read, or the address it sends to."""
    pool = httpcore2.ConnectionPool(
        ssl_context=_trust(how) if url.scheme == "https" else None,
        network_backend=Caller(how.allowed, how.resolver, until),
        max_connections=1,
    )
    patience = how.seconds_a_read
    times = {"connect": patience, "read": patience, "write": patience, "pool": patience}
    try:
        with (
            pool,
            pool.stream(
                "GET", _as_sent(url), headers=_headers(known), extensions={"timeout": times}
            ) as answer,
        ):
            return _read(url, answer, most_bytes)
    except CannotFetch:
        raise
    except (httpcore2.TimeoutException, TimeoutError):
        raise CannotFetch(
            _("%(host)s takes too long to answer. We will try again.") % {"host": url.host}
        ) from None
    except ssl.SSLError:
        raise _unproven(url) from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.UnsupportedProtocol, OSError) as error:
        if isinstance(error.__cause__ or error.__context__, ssl.SSLError):
            raise _unproven(url) from None
        raise CannotFetch(_("%(host)s does not answer. We will try again.") % {"host": url.host}) from None


def _trust(how: Outside) -> ssl.SSLContext:
    return how.trust or httpx2.create_ssl_context()


def _as_sent(url: httpx2.URL) -> httpcore2.URL:
    return httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _unproven(url: httpx2.URL) -> CannotFetch:
    return CannotFetch(
        _("%(host)s cannot prove its name: its certificate is not valid.") % {"host": url.host}
    )


def _headers(known: Known) -> list[tuple[bytes, bytes]]:
    said = {
        "User-Agent": f"Parvis (calendars; +{settings.PUBLIC_ADDRESS})",
        "Accept": "text/calendar, application/json, application/ld+json, text/html;q=0.8, */*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    if known.etag:
        said["If-None-Match"] = known.etag
    if known.modified:
        said["If-Modified-Since"] = known.modified
    return [(name.encode(), text.encode("latin-1", "replace")) for name, text in said.items()]


def _read(url: httpx2.URL, answer: httpcore2.Response, most_bytes: int) -> Fetched | str:
    heads = {name.decode("latin-1").lower(): text.decode("latin-1") for name, text in answer.headers}
    fetched = Fetched(
        str(url),
        kind=_kind(heads.get("content-type", "")),
        etag=heads.get("etag", "")[:200],
        modified=heads.get("last-modified", "")[:60],
    )
    if answer.status in _REDIRECTS and heads.get("location"):
        return heads["location"][: LONGEST_ADDRESS + 1]
    if answer.status == 304:
        return replace(fetched, is_unchanged=True)
    if answer.status != 200:
        raise _answered(url, answer.status, heads.get("retry-after", ""))
    if heads.get("content-length", "").isdigit() and int(heads["content-length"]) > most_bytes:
        raise _too_heavy(most_bytes)
    pieces = _unpacked(answer.iter_stream(), heads.get("content-encoding", "").strip().lower())
    return replace(fetched, content=_joined(pieces, most_bytes))


def _answered(url: httpx2.URL, status: int, again: str) -> CannotFetch:
    values = {"host": url.host, "status": status}
    after = int(again) if again.isdigit() and len(again) < 7 else 0
    if status in (401, 403):
        return CannotFetch(
            _("%(host)s does not let us read this address. Ask for its public address.") % values
        )
    if status in (404, 410):
        return CannotFetch(_("%(host)s says nothing is at this address any more.") % values)
    return CannotFetch(_("%(host)s cannot answer just now (%(status)s). We will try again.") % values, after)


def _too_heavy(most_bytes: int) -> CannotFetch:
    return CannotFetch(
        _("This file is over %(size)s MB. Ask for a shorter calendar.") % {"size": most_bytes // 1024 // 1024}
    )


def _kind(text: str) -> str:
    message = Message()
    message["content-type"] = text[:200].replace("\r", "").replace("\n", "") or "application/octet-stream"
    return message.get_content_type()


def _unpacked(pieces: Iterator[bytes], packing: str) -> Iterator[bytes]:
    """The content as it was before it was packed, in small pieces: a bomb is counted while it opens."""
    if packing in ("", "identity"):
        yield from pieces
        return
    if packing not in _PACKED:
        raise CannotFetch(_("This file is packed in a way we do not know."))
    opener = zlib.decompressobj(_PACKED[packing])
    try:
        for piece in pieces:
            while piece:
                yield opener.decompress(piece, _PIECE)
                piece = opener.unconsumed_tail
            if opener.eof:  # what is sent after the end is kept by nobody, however much it is
                return
        yield opener.flush()
    except zlib.error:
        raise CannotFetch(_("This file is packed and cannot be opened.")) from None
    if not opener.eof:
        raise CannotFetch(_("This file is packed and cannot be opened."))


def _joined(pieces: Iterator[bytes], most_bytes: int) -> bytes:
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > most_bytes:
            raise _too_heavy(most_bytes)
    return bytes(content)
