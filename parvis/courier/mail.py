"""How mail leaves: files people can open, or an SMTP server. One setting decides (PARVIS_MAIL).

(empty)                                  files in the data folder, under courrier/
smtp://user:password@host:587?starttls   encrypted once connected
smtps://user:password@host               encrypted from the first byte (465)
smtp://localhost                         in clear, without password or on this machine only
"""

import os
import re
import smtplib
import socket
import ssl
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from parvis.courier.bouncing import bounce_address
from parvis.courier.composing import READABLE, compose
from parvis.courier.heading import ascii_domain
from parvis.courier.models import Dispatch
from parvis.courier.molding import copy_of
from parvis.courier.signing import is_ours_to_sign, sealed
from parvis.courier.speaking import hand_over

SECONDS = 20  # of patience with a server, for each of its answers
TO_SAY_GOODBYE = 2


@dataclass(frozen=True)
class Parcel:
    """One message ready to leave: whose row it is, the envelope, the bytes."""

    row: Dispatch
    sender: str
    recipient: str
    content: bytes


class Refused(Exception):
    """The server will never take this message: the reason is for the organiser.

    is_dead: it says that nobody lives at this address.
    """

    def __init__(self, reason: str, *, is_dead: bool = False) -> None:
        super().__init__(reason)
        self.is_dead = is_dead


class TryLater(Exception):
    """The server said "not now", or the line broke in the middle: the message may or may not have left.

    is_answer: a server said so about this message. is_busy: it has enough of us for now (421).
    """

    def __init__(self, reason: str, *, is_answer: bool = False, is_busy: bool = False) -> None:
        super().__init__(reason)
        self.is_answer, self.is_busy = is_answer, is_busy


class Unreachable(TryLater):
    """Nobody answers, or the place's own settings are refused: the rest of the batch can wait too."""


class Post(Protocol):
    """A way for mail to leave; used by one thread at a time, for as many messages as one wants."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def pack(self, dispatch: Dispatch, now: datetime) -> Parcel:
        """Put the message together; it may ask the database. Refused when no such message can be."""

    def send(self, parcel: Parcel) -> None:
        """Hand one message over, without the database. Refused, TryLater, Unreachable: it was not taken."""

    def try_out(self) -> None:
        """Go as far as one can without sending anything. Unreachable when the way is barred."""


class FilePost:
    """Writes readable .eml files; a second attempt replaces the first one's file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def try_out(self) -> None:
        if not os.access(self.folder, os.W_OK):
            raise Unreachable(f"not writable: {self.folder}")

    def pack(self, dispatch: Dispatch, now: datetime) -> Parcel:
        content = compose(dispatch, now, READABLE).as_bytes()
        return Parcel(dispatch, settings.MAIL_FROM, dispatch.address, content)

    def send(self, parcel: Parcel) -> None:
        path = self.folder / _file_name(parcel.row)
        draft = path.with_suffix(".part")
        try:
            with draft.open("wb") as file:
                file.write(parcel.content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError as error:
            raise Unreachable(_words(error)) from error


def _file_name(dispatch: Dispatch) -> str:
    plain = unicodedata.normalize("NFKD", dispatch.title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]
    return f"{dispatch.written_at:%Y-%m-%d}-{dispatch.pk:06d}-{words}.eml"


class SmtpPost:
    """Speaks to one SMTP server; the connection serves many messages and is made anew when it breaks."""

    def __init__(self, url: str) -> None:
        self.url = urlsplit(url)
        self.server: smtplib.SMTP | None = None
        self.takes_own_senders = True  # each message has an address to come back to, unless it is refused
        _check(self.url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self.server is not None:
            with suppress(OSError):  # all was taken: nobody waits for who does not answer goodbye
                if self.server.sock is not None:
                    self.server.sock.settimeout(TO_SAY_GOODBYE)
                self.server.quit()
            self._hang_up()

    def try_out(self) -> None:
        server = self._connect()
        try:
            server.ehlo_or_helo_if_needed()
        except OSError as error:
            raise Unreachable(_words(error)) from error

    def pack(self, dispatch: Dispatch, now: datetime) -> Parcel:
        try:
            recipient = ascii_domain(dispatch.address)
            recipient.encode("ascii")
            content = copy_of(dispatch, now) or compose(dispatch, now).as_bytes()
        except (ValueError, UnicodeError) as error:
            raise Refused(f"not an address: {error}") from error
        return Parcel(dispatch, bounce_address(dispatch), recipient, content)

    def send(self, parcel: Parcel) -> None:
        server = self.server or self._connect()
        content = sealed(parcel.content) if is_ours_to_sign() else parcel.content
        sender = parcel.sender if self.takes_own_senders else settings.MAIL_FROM
        try:
            hand_over(server, sender, parcel.recipient, content)
        except smtplib.SMTPSenderRefused as error:
            if sender == settings.MAIL_FROM or error.smtp_code == 421:
                raise self._meaning(error) from error
            self.takes_own_senders = False  # a relay that only knows its own customers' addresses
            self.send(parcel)
        except OSError as error:
            raise self._meaning(error) from error

    def _connect(self) -> smtplib.SMTP:
        try:
            self.server = _opened(self.url)
        except OSError as error:
            raise Unreachable(_words(error)) from error
        return self.server

    # smtplib's own exceptions are OSErrors too.
    def _meaning(self, error: OSError) -> Refused | TryLater:
        """What an error says about the message; a line that broke is dropped."""
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return Refused(_words(error))
        code, is_about_them = 0, False
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            code, is_about_them = next(iter(error.recipients.values()))[0], True
        elif isinstance(error, smtplib.SMTPResponseException):
            code = error.smtp_code
        is_answer = isinstance(error, smtplib.SMTPException)  # itself an OSError
        if not is_answer or isinstance(error, smtplib.SMTPServerDisconnected) or code == 421:
            self._hang_up()
        words = _words(error)
        if isinstance(error, smtplib.SMTPSenderRefused) and code != 421:
            return Unreachable(words)  # our own address is refused: not this person's fault
        if 500 <= code < 600:
            return Refused(words, is_dead=is_about_them and bool(_NOBODY.match(words)))
        return TryLater(words, is_answer=bool(code), is_busy=code == 421)

    def _hang_up(self) -> None:
        if self.server is not None:
            self.server.close()
            self.server = None


# « 550 5.1.1 … », « 550 no such user »; never a policy (5.7.x) nor a size.
_NOBODY = re.compile(
    r"55[0136] (?:5[.]1[.]|(?!5[.]\d)(?!.*\b(?:spam|block|policy|blacklist|reject))).*", re.IGNORECASE
)


def _check(url: SplitResult) -> None:
    is_local = url.hostname in {"localhost", "127.0.0.1", "::1"}
    if url.scheme not in {"smtp", "smtps"} or not url.hostname:
        raise ValueError("PARVIS_MAIL: write smtp://host, smtps://host, or leave it empty")
    if url.password and url.scheme == "smtp" and "starttls" not in url.query and not is_local:
        raise ValueError("PARVIS_MAIL: a password must not travel in clear: add ?starttls, or use smtps://")


def _opened(url: SplitResult) -> smtplib.SMTP:
    host, tls = str(url.hostname), ssl.create_default_context()
    server: smtplib.SMTP
    if url.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, url.port or 465, timeout=SECONDS, context=tls)
    else:
        server = smtplib.SMTP(host, url.port or (587 if "starttls" in url.query else 25), timeout=SECONDS)
        if "starttls" in url.query:
            server.starttls(context=tls)
    if server.sock is not None:
        server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a message is one breath
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))
    return server


def _words(error: Exception) -> str:
    """What the server said, on one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, _bytes(error.smtp_error)
    else:
        return " ".join(f"{type(error).__name__}: {error}".split())[:300]
    text = said.decode(errors="replace")
    return " ".join(f"{code} {text}".split())[:300]


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()


def post() -> Post:
    """The way mail leaves here. ValueError when PARVIS_MAIL cannot be read."""
    if not settings.MAIL_URL:
        return FilePost(settings.DATA / "courrier")
    return SmtpPost(settings.MAIL_URL)
