"""A prepared answer: bytes ready to send, plain and gzipped, with their tags."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

Headers = list[tuple[bytes, bytes]]
Message = dict[str, Any]

_WORTH_COMPRESSING = (b"text/", b"application/javascript", b"application/json", b"image/svg+xml")
_SET_HERE = {b"content-length", b"etag", b"vary", b"content-encoding"}


@dataclass(frozen=True, slots=True)
class Variant:
    """One encoding of an answer as the messages of the server: whole, without body, not modified."""

    tag: bytes
    start: Message
    body: Message
    not_modified: Message


NO_BODY: Message = {"type": "http.response.body", "body": b""}


@dataclass(frozen=True, slots=True)
class Prepared:
    """An answer in the encodings browsers accept."""

    plain: Variant
    gzipped: Variant | None
    weight: int  # bytes kept in memory

    def messages(self, method: str, accepts: bytes, known_tags: bytes) -> tuple[Message, Message]:
        """The two messages to send: method GET or HEAD, Accept-Encoding, If-None-Match."""
        variant = self.gzipped if self.gzipped and b"gzip" in accepts else self.plain
        if known_tags and (variant.tag in known_tags or known_tags == b"*"):
            return variant.not_modified, NO_BODY
        return variant.start, NO_BODY if method == "HEAD" else variant.body


def prepare(
    headers: Iterable[tuple[bytes, bytes]], body: bytes, vary: bytes = b"Accept-Encoding"
) -> Prepared:
    """Make an answer ready: headers keep their order; length, tag, encoding and Vary are set here."""
    kept = [(name.lower(), value) for name, value in headers if name.lower() not in _SET_HERE]
    kind = next((value for name, value in kept if name == b"content-type"), b"")
    digest = blake2b(body, digest_size=12).hexdigest().encode()
    plain = _variant(kept, body, b'"' + digest + b'"', vary)
    gzipped = None
    if len(body) > 300 and kind.startswith(_WORTH_COMPRESSING):
        small = gzip(body, 9)
        encoding = (b"content-encoding", b"gzip")
        gzipped = _variant([*kept, encoding], small, b'"' + digest + b'-gz"', vary)
    weight = len(body) + (len(gzipped.body["body"]) if gzipped else 0) + 2048
    return Prepared(plain, gzipped, weight)


def gzip(body: bytes, level: int) -> bytes:
    """RFC 1952 without date or name: the same bytes give the same answer."""
    squeeze = zlib.compressobj(level, zlib.DEFLATED, 31)
    return squeeze.compress(body) + squeeze.flush()


def _variant(headers: Headers, body: bytes, tag: bytes, vary: bytes) -> Variant:
    always = [*headers, (b"etag", tag), (b"vary", vary)]
    length = (b"content-length", str(len(body)).encode())
    unmodified = [pair for pair in always if pair[0] not in {b"content-type", b"content-encoding"}]
    return Variant(
        tag=tag,
        start={"type": "http.response.start", "status": 200, "headers": [*always, length]},
        body={"type": "http.response.body", "body": body},
        not_modified={"type": "http.response.start", "status": 304, "headers": unmodified},
    )
