"""What came attached to a message: pictures are taken, a few and small enough; the rest is left out by name.

A picture is known by its first bytes, never by its name. It is opened and written anew before any area has
it: the camera's data (place, hour, serial number) never gets through.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message

from parvis.kit.images import NotAPicture, clean_image

MOST = 4  # pictures of one message
LARGEST_SIDE, TARGET_BYTES = 1600, 400_000
_DECORATION = 12_000  # bytes: the logo of a signature, the « f » of a network
_MOST_NAMED = 8
_BEGINNINGS = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*",
)  # fmt: skip
# What programs join by themselves: nobody chose to send it, so nobody is told that it was not taken.
_BY_ITSELF = (
    "text/", "message/", "multipart/", "application/ics", "application/pkcs7", "application/x-pkcs7",
    "application/pgp", "application/ms-tnef", "application/vnd.ms-tnef",
)  # fmt: skip


@dataclass(frozen=True)
class Attached:
    """One picture. name: as the sender called it, on one line. kind: « image/webp » once it is clean."""

    name: str
    kind: str
    content: bytes


def attached(parts: Iterable["Message[str, str]"]) -> tuple[tuple[Attached, ...], tuple[str, ...]]:
    """The pictures as they came, and the names of what was left out. Whatever it holds, nothing is raised."""
    taken: list[Attached] = []
    left: list[str] = []
    for part in parts:
        kind, name = part.get_content_type(), _name(part)
        if kind.startswith(_BY_ITSELF) and not (name and part.get_content_disposition() == "attachment"):
            continue
        if kind.startswith(("text/calendar", *_BY_ITSELF[1:])) or name.lower().endswith(
            (".ics", ".vcf", ".asc")
        ):
            continue
        content = _content(part)
        if not _is_picture(content):
            left.append(name or kind)
        elif len(content) > _DECORATION or part.get_content_disposition() == "attachment":
            taken.append(Attached(name, kind, content))
    return tuple(taken[:MOST]), tuple([*left, *(one.name for one in taken[MOST:])][:_MOST_NAMED])


def cleaned(pictures: Iterable[Attached]) -> tuple[tuple[Attached, ...], tuple[str, ...]]:
    """The pictures written anew, and the names of those nobody can open."""
    clean: list[Attached] = []
    left: list[str] = []
    for one in pictures:
        try:
            content = clean_image(io.BytesIO(one.content), LARGEST_SIDE, TARGET_BYTES)
        except NotAPicture:
            left.append(one.name)
        else:
            clean.append(Attached(one.name, "image/webp", content))
    return tuple(clean), tuple(left)


def _name(part: "Message[str, str]") -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        name = ""
    return " ".join("".join(c if c.isprintable() else " " for c in str(name)).split())[:80]


def _content(part: "Message[str, str]") -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        return b""
    return content if isinstance(content, bytes) else b""


def _is_picture(content: bytes) -> bool:
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    is_avif = content[4:12] in (b"ftypavif", b"ftypavis")
    return content.startswith(_BEGINNINGS) or is_webp or is_avif
