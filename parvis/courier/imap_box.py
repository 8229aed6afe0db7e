"""The box answers come into, spoken to by IMAP: looked through, read, and tidied; never emptied.

imaps://user@host/INBOX            encrypted from the first byte (993)
imap://user@host/INBOX?starttls    encrypted once connected (143)
imap://localhost/INBOX             in clear, on this machine only

Certificates are checked. What is read stays unread for others until it is put away: into a folder of the same
box, where the server can, else marked as seen. Nothing is ever deleted that was not copied before.
"""

import base64
import imaplib
import re
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

SECONDS = 20  # of patience with the server, for each of its answers
TIDY = ("Parvis", "Traités")
_SIZE = re.compile(
    rb"\bUID (\d{1,10})\b.*?\bRFC822\.SIZE (\d{1,12})\b|\bRFC822\.SIZE (\d{1,12})\b.*?\bUID (\d{1,10})\b"
)
_NAMESPACE = re.compile(rb'^\(\("((?:[^"\\]|\\.)*)" (?:"((?:[^"\\]|\\.))"|NIL)')
_FAILURES = (OSError, imaplib.IMAP4.error, ValueError, LookupError, TypeError, AttributeError)


class Closed(Exception):
    """The box cannot be opened, or the line broke: in words for who runs the place."""


@dataclass(frozen=True)
class Waiting:
    """A message that waits, by the number it has in the box, and its size in bytes."""

    uid: int
    size: int


class Box:
    """One visit. uid_validity: under which the box numbers its messages. count: how many it holds."""

    def __init__(self, address: SplitResult, password: str) -> None:
        self.address, self.password = address, password
        self.uid_validity = self.count = 0
        self._server: imaplib.IMAP4 | None = None
        self._tidy = b""

    def __enter__(self) -> Self:
        try:
            self._open()
        except _FAILURES as error:
            self._hang_up()
            raise Closed(_words(error, self.password)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._line.logout()
        except _FAILURES:
            self._hang_up()

    def waiting(self, after: int, most: int) -> list[Waiting]:
        """The messages with a greater number, in order, `most` at most. Closed."""
        (found,) = self._ask("SEARCH", f"UID {after + 1}:*", "UNDELETED") or [b""]
        uids = sorted({int(uid) for uid in (found or b"").split() if uid.isdigit() and int(uid) > after})[
            :most
        ]
        if not uids:
            return []
        sizes: dict[int, int] = {}
        for line in _lines(self._ask("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)")):
            if match := _SIZE.search(line):
                sizes[int(match[1] or match[4])] = int(match[2] or match[3])
        return [Waiting(uid, sizes[uid]) for uid in uids if uid in sizes]

    def read(self, uid: int, most: int) -> bytes:
        """The whole message, `most` bytes of it at most; empty when it is gone. Closed."""
        return self._fetch(uid, f"BODY.PEEK[]<0.{most}>")

    def head(self, uid: int, most: int) -> bytes:
        """Its headers only. Closed."""
        return self._fetch(uid, f"BODY.PEEK[HEADER]<0.{most}>")

    def put_away(self, uid: int) -> bool:
        """Into the folder of what is done, marked as seen; False when the server keeps it there. Closed."""
        number = str(uid)
        self._may("STORE", number, "+FLAGS.SILENT", r"(\Seen)")
        if not self._tidy:
            return False
        if "MOVE" in self._line.capabilities:
            return self._may("MOVE", number, self._tidy)
        if not self._may("COPY", number, self._tidy):
            return False
        self._may("STORE", number, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self._line.capabilities:  # without it, EXPUNGE would take what others marked too
            self._may("EXPUNGE", number)
        return True

    def can_put_away(self) -> bool:
        """Whether there is a folder for what is done."""
        return bool(self._tidy)

    def _open(self) -> None:
        self._server = _connected(self.address)
        _log_in(self._line, unquote(self.address.username or ""), self.password)
        folder = unquote(self.address.path.strip("/")) or "INBOX"
        answer, said = self._line.select(_quoted(_modified_utf7(folder)).decode())
        if answer != "OK":
            raise ValueError(b" ".join(one for one in said if one).decode(errors="replace"))
        self.count = int(bytes(said[0] or b"0"))
        (validity,) = self._line.response("UIDVALIDITY")[1] or [b"0"]
        self.uid_validity = int(validity or 0)
        self._tidy = self._folder_of_done()

    def _folder_of_done(self) -> bytes:
        """Its name as this server writes it, made when it was not there; empty when it may not be made."""
        prefix, between = self._naming()
        name = _quoted(prefix + _modified_utf7(between.join(TIDY)))
        answer, said = self._line.list('""', name.decode())
        if answer == "OK" and any(said):
            return name
        return name if self._line.create(name.decode())[0] == "OK" else b""

    def _naming(self) -> tuple[bytes, str]:
        """What begins the names of one's own folders, and what stands between two of them."""
        if "NAMESPACE" in self._line.capabilities:
            _answer, said = self._line.namespace()
            match = _NAMESPACE.match(bytes(said[0] or b"")) if said else None
            if match:
                return _unquoted(match[1]), _unquoted(match[2] or b"/").decode()
        _answer, listed = self._line.list('""', '""')
        match = re.search(rb'\) "(\\?.)" ', next(iter(_lines(listed)), b""))
        return b"", _unquoted(match[1]).decode() if match else "/"

    @property
    def _line(self) -> imaplib.IMAP4:
        if self._server is None:
            raise OSError("not connected")
        return self._server

    def _ask(self, command: str, *words: str) -> list[Any]:
        try:
            answer, said = self._line.uid(command, *words)
        except _FAILURES as error:
            raise Closed(_words(error, self.password)) from error
        if answer != "OK":
            raise Closed(_words(ValueError(f"{command}: {_joined(said)}"), self.password))
        return list(said)

    def _may(self, command: str, *words: str | bytes) -> bool:
        """Ask for what a server may refuse. Closed only when the line broke."""
        plain = [word.decode() if isinstance(word, bytes) else word for word in words]
        try:
            return self._line.uid(command, *plain)[0] == "OK"
        except imaplib.IMAP4.abort as error:
            raise Closed(_words(error, self.password)) from error
        except imaplib.IMAP4.error:
            return False
        except OSError as error:
            raise Closed(_words(error, self.password)) from error

    def _fetch(self, uid: int, what: str) -> bytes:
        for one in self._ask("FETCH", str(uid), f"(UID {what})"):
            if isinstance(one, tuple) and len(one) > 1:
                return bytes(one[1])
        return b""

    def _hang_up(self) -> None:
        if self._server is not None:
            try:
                self._server.shutdown()
            except OSError:
                self._server = None


def box() -> Box:
    """The box of this place. ValueError when its settings cannot be read."""
    address = checked(settings.MAIL_BOX)
    return Box(address, settings.MAIL_BOX_PASSWORD or unquote(address.password or ""))


def is_set() -> bool:
    """Whether answers come into a box of this place."""
    return bool(settings.MAIL_BOX)


def checked(written: str) -> SplitResult:
    """The address of a box. ValueError when it is none, or would show its password on the way."""
    address = urlsplit(written)
    if address.scheme not in {"imap", "imaps"} or not address.hostname or not address.username:
        raise ValueError("PARVIS_MAIL_BOX: write imaps://user@host/INBOX, or leave it empty")
    is_near = address.hostname in {"localhost", "127.0.0.1", "::1"}
    if address.scheme == "imap" and "starttls" not in address.query and not is_near:
        raise ValueError("PARVIS_MAIL_BOX: a password must not travel in clear: use imaps://, or ?starttls")
    return address


def _connected(address: SplitResult) -> imaplib.IMAP4:
    host, tls = str(address.hostname), ssl.create_default_context()
    if address.scheme == "imaps":
        return imaplib.IMAP4_SSL(host, address.port or 993, ssl_context=tls, timeout=SECONDS)
    server = imaplib.IMAP4(host, address.port or 143, timeout=SECONDS)
    if "starttls" in address.query:
        server.starttls(tls)
    return server


def _log_in(server: imaplib.IMAP4, user: str, password: str) -> None:
    """PLAIN takes any letters; LOGIN only those of ASCII."""
    if "AUTH=PLAIN" in server.capabilities:
        server.authenticate("PLAIN", lambda _asked: f"\0{user}\0{password}".encode())
    else:
        server.login(user, password)
    _answer, said = server.capability()
    server.capabilities = tuple(bytes(said[0] or b"").decode(errors="replace").upper().split())


def _modified_utf7(name: str) -> bytes:
    """A folder's name as IMAP writes it (RFC 3501, 5.1.3): « Traités » is « Trait&AOk-s »."""
    written = []
    for plain, other in re.findall(r"([ -~]+)|([^ -~]+)", name):
        if plain:
            written.append(plain.replace("&", "&-"))
        else:
            code = base64.b64encode(other.encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
            written.append(f"&{code}-")
    return "".join(written).encode()


def _quoted(name: bytes) -> bytes:
    return b'"' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def _unquoted(text: bytes) -> bytes:
    return re.sub(rb"\\(.)", rb"\1", text)


def _lines(said: Iterable[Any]) -> Iterable[bytes]:
    for one in said:
        yield one[0] if isinstance(one, tuple) else one or b""


def _joined(said: Iterable[Any]) -> str:
    return b" ".join(_lines(said)).decode(errors="replace")


def _words(error: BaseException, secret: str) -> str:
    """What happened, on one line, without the password (a server may repeat what it was told)."""
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return (text.replace(secret, "…") if secret else text)[:200]
