"""Copies of an edition, made fast: what is the same in all of them is written and encoded once, as a mold.

Only what is each reader's own is encoded for each: some words, two links, the headers that name the reader. A
copy says exactly what `composing.compose` says; what a mold cannot hold (two people, a list of titles, a
calendar) is composed.
"""

import binascii
import re
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import get_language

from parvis.courier import composing, heading
from parvis.courier.composing import Ways
from parvis.courier.editions import filled, own_words
from parvis.courier.joining_words import Joined, Link
from parvis.courier.leaving_lists import stop_link
from parvis.courier.letterhead import Letterhead, letterhead
from parvis.courier.models import Dispatch
from parvis.courier.together import companions_of

_Key = tuple[object, ...]
_HOLE = re.compile("\ue000([a-z_]+)\ue001")
_PLACE = re.compile(rb"(?m)^%%(text|html)%%\r\n")
_MOST = 64
_molds: "OrderedDict[_Key, Mold]" = OrderedDict()


@dataclass(frozen=True)
class Hole:
    """Where a reader's own goes: its name, and whether it stands in a page."""

    name: str
    is_page: bool


@dataclass(frozen=True)
class Mold:
    """Bytes all copies share, and the holes between them."""

    pieces: tuple[bytes | Hole, ...]


def copy_of(row: Dispatch, now: datetime) -> bytes | None:
    """The copy of this reader, lines ended by CRLF; None when it has to be composed.

    ValueError when the address cannot be written.
    """
    if row.edition_id is None or row.calendar or companions_of(row):
        return None
    mold, own = _mold_of(row, letterhead()), _own(row)
    parts = [heading.as_bytes(row, now, own["stop"])]
    for piece in mold.pieces:
        if isinstance(piece, Hole):
            value = own[piece.name]
            parts.append(_encoded(escape(value) if piece.is_page else value))
        else:
            parts.append(piece)
    return b"".join(parts)


def forget() -> None:
    """Make every mold anew."""
    _molds.clear()


def _own(row: Dispatch) -> dict[str, str]:
    """Everything in a copy that is its reader's."""
    own = own_words(row)
    choosing = own["choosing_link"] if row.person is not None else ""
    return {**own, "choosing": choosing, "stop": stop_link(row), "link": row.link}


def _mold_of(row: Dispatch, head: Letterhead) -> Mold:
    key = (
        row.edition_id, row.purpose, row.title, row.signed_by, bool(row.link), row.link_words,
        bool(row.reply_to), row.person is None, head, get_language(), settings.MAIL_FROM,
    )  # fmt: skip
    if (mold := _molds.get(key)) is None:
        mold = _molds[key] = _made(row, head)
        while len(_molds) > _MOST:
            _molds.popitem(last=False)
    return mold


def _made(row: Dispatch, head: Letterhead) -> Mold:
    """Put the message together once, with holes where a reader's own goes, and cut it there."""
    own = _own(row)
    holes = {name: f"\ue000{name}\ue001" if value or name == "name" else "" for name, value in own.items()}
    links = (Link(row.link_words, holes["link"]),) if row.link else ()
    edition = row.edition
    assert edition is not None
    said = Joined("", filled(edition.text, holes).strip(), links)
    ways = Ways(holes["choosing"], holes["stop"])
    text = composing.plain_text(row, head, said, ways)
    page = composing.page(row, head, said, ways, filled(edition.html, holes))
    message = EmailMessage(SMTP)
    for name, value in heading.shared_headers(row, head):
        message[name] = value
    composing.fill(message, "%%text%%\n", "%%html%%\n")
    composing.enclose(message, row)
    words = {b"text": _pieces(text, is_page=False), b"html": _pieces(page, is_page=True)}
    pieces: list[bytes | Hole] = []
    for index, part in enumerate(_PLACE.split(message.as_bytes())):
        pieces += words[part] if index % 2 else [part]
    return Mold(tuple(piece for piece in pieces if piece))


def _pieces(words: str, *, is_page: bool) -> list[bytes | Hole]:
    """A part of the message, encoded but for its holes."""
    pieces: list[bytes | Hole] = []
    for index, part in enumerate(_HOLE.split(words.replace("\r\n", "\n"))):
        pieces.append(Hole(part, is_page) if index % 2 else _encoded(part))
    return pieces if words.endswith("\n") else [*pieces, b"\r\n"]


def _encoded(words: str) -> bytes:
    """In quoted-printable, ended by a soft break: pieces may stand one after another as they are."""
    lines = binascii.b2a_qp(words.encode(), istext=True).replace(b"\n", b"\r\n")
    return lines if not lines or lines.endswith(b"\n") else lines + b"=\r\n"
