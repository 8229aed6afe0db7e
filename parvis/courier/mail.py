"""How mail leaves: files people can open, or an SMTP server. One setting decides (PARVIS_MAIL).

(empty)                                  files in the data folder, under courrier/
smtp://user:password@host:587?starttls   encrypted once connected
smtps://user:password@host               encrypted from the first byte (465)
smtp://localhost                         in clear, without password or on this machine only
"""

import os
import re
import smtplib
import ssl
import unicodedata
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from parvis.courier.composing import READABLE, ascii_domain, compose
from parvis.courier.models import Dispatch

SECONDS = 20  # of patience with a server, for each of its answers


class Refused(Exception):
    """The server will never take this message: the reason is for the organiser."""


class TryLater(Exception):
    """The server said "not now", or the line broke in the middle: the message may or may not have left."""


class Unreachable(TryLater):
    """Nobody answers, or the place's own settings are refused: the rest of the batch can wait too."""


class Post(Protocol):
    """A way for mail to leave, used for one batch."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def send(self, dispatch: Dispatch, now: datetime) -> None:
        """Hand one message over. Refused, TryLater or Unreachable when it was not taken."""

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

    def send(self, dispatch: Dispatch, now: datetime) -> None:
        path = self.folder / _file_name(dispatch)
        draft = path.with_suffix(".part")
        words = compose(dispatch, now, READABLE).as_bytes()
        try:
            with draft.open("wb") as file:
                file.write(words)
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
    """Speaks to one SMTP server; the connection serves the whole batch and is made anew when it breaks."""

    def __init__(self, url: str) -> None:
        self.url = urlsplit(url)
        self.server: smtplib.SMTP | None = None
        _check(self.url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self.server is not None:
            try:
                self.server.quit()
            except OSError:
                self.server.close()
            self.server = None

    def try_out(self) -> None:
        server = self._connect()
        try:
            server.ehlo_or_helo_if_needed()
        except OSError as error:
            raise Unreachable(_words(error)) from error

    def send(self, dispatch: Dispatch, now: datetime) -> None:
        try:
            message = compose(dispatch, now)
        except (ValueError, UnicodeError) as error:
            raise Refused(f"not an address: {error}") from error
        server = self.server or self._connect()
        try:
            server.send_message(message, settings.MAIL_FROM, [ascii_domain(dispatch.address)])
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
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            code = next(iter(error.recipients.values()))[0]
        elif isinstance(error, smtplib.SMTPResponseException):
            code = error.smtp_code
        else:
            code = 0
        is_answer = isinstance(error, smtplib.SMTPException)  # itself an OSError
        if not is_answer or isinstance(error, smtplib.SMTPServerDisconnected) or code == 421:
            self._hang_up()
        if isinstance(error, smtplib.SMTPSenderRefused):
            return Unreachable(_words(error))  # our own address is refused: not this person's fault
        return Refused(_words(error)) if 500 <= code < 600 else TryLater(_words(error))

    def _hang_up(self) -> None:
        if self.server is not None:
            self.server.close()
            self.server = None


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
