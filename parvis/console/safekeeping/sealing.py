"""Sealing: an archive only those with the key can read, in the format of `age` (https://age-encryption.org).

With a public key: a plain age file. With a passphrase: a tar of two age files, cle.age (a key of its own,
opened by the passphrase) and parvis.age (the archive, opened by that key). `age` opens both.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyrage
from django.conf import settings
from django.utils.translation import gettext as _

from parvis.console.safekeeping import boxing
from parvis.console.safekeeping.refusals import Damaged, NotAnArchive, NotTheKey

AGE = b"age-encryption.org/"
KEY, INSIDE = "cle.age", "parvis.age"


@dataclass(frozen=True)
class Keys:
    """What closes archives (recipient, an age public key, or a passphrase) and opens them (identity too)."""

    recipient: str = ""
    passphrase: str = ""
    identity: str = ""


def configured() -> Keys:
    """The keys of the settings."""
    return Keys(settings.BACKUP_KEY, settings.BACKUP_PASSPHRASE, settings.BACKUP_IDENTITY)


def new_pair() -> tuple[str, str]:
    """A new public key and its identity, to be kept elsewhere."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


@contextmanager
def sealed(file: IO[bytes], keys: Keys) -> Iterator[IO[bytes]]:
    """Write plain bytes into what this gives; they reach the file sealed, or as they are without a key."""
    if keys.recipient:
        with _closing(file, _recipients(keys.recipient)) as plain:
            yield plain
    elif keys.passphrase:
        with _with_passphrase(file, keys.passphrase) as plain:
            yield plain
    else:
        yield file


@contextmanager
def opened(path: Path, keys: Keys | None = None) -> Iterator[IO[bytes]]:
    """The plain bytes of an archive. NotAnArchive when there is no such file; NotTheKey."""
    if not path.is_file():
        raise NotAnArchive(_("There is no file %(path)s.") % {"path": path})
    with path.open("rb") as file:
        start = file.read(boxing.BLOCK)
        file.seek(0)
        known = keys or configured()
        if start.startswith(AGE):
            with _opening(file, _identity(known.identity)) as plain:
                yield plain
        elif start.startswith(KEY.encode() + b"\0"):
            inside, identity = _inside(file, known.passphrase)
            with _opening(inside, identity) as plain:
                yield plain
            boxing.skip_padding(file, inside.size)
            boxing.require_end(file)
        else:
            yield file


def wants(path: Path) -> str:
    """What opens this file: "identity", "passphrase" or "" for nothing."""
    with path.open("rb") as file:
        start = file.read(boxing.BLOCK)
    if start.startswith(AGE):
        return "identity"
    return "passphrase" if start.startswith(KEY.encode() + b"\0") else ""


def _recipients(text: str) -> list[Any]:
    try:
        return [pyrage.x25519.Recipient.from_str(word) for word in text.split()]
    except pyrage.RecipientError as wrong:
        raise NotTheKey(_("This is not a public key of age; it begins with age1.")) from wrong


def _identity(text: str) -> Any:
    lines = [line for line in text.split() if line.startswith("AGE-SECRET-KEY-")]
    try:
        return pyrage.x25519.Identity.from_str(lines[0])
    except (IndexError, pyrage.IdentityError) as wrong:
        raise NotTheKey(_("This archive is sealed. Give its key: PARVIS_BACKUP_IDENTITY_FILE.")) from wrong


@contextmanager
def _with_passphrase(file: IO[bytes], passphrase: str) -> Iterator[IO[bytes]]:
    identity = pyrage.x25519.Identity.generate()
    key = pyrage.passphrase.encrypt(str(identity).encode(), passphrase)
    file.write(boxing.header(KEY, len(key), 0) + key + b"\0" * (-len(key) % boxing.BLOCK))
    start = file.tell()
    file.write(b"\0" * boxing.BLOCK)
    with _closing(file, [identity.to_public()]) as plain:
        yield plain
    size = file.tell() - start - boxing.BLOCK
    file.write(b"\0" * (-size % boxing.BLOCK) + boxing.END)
    file.seek(start)
    file.write(boxing.header(INSIDE, size, 0))
    file.seek(0, os.SEEK_END)


def _inside(file: IO[bytes], passphrase: str) -> tuple[boxing.Member, Any]:
    """The sealed archive within, and the key the passphrase opens."""
    if not passphrase:
        raise NotTheKey(_("This archive is sealed. Give its passphrase: PARVIS_BACKUP_PASSPHRASE_FILE."))
    key = boxing.next_member(file)
    sealed_key = key.whole(10_000)
    boxing.skip_padding(file, key.size)
    try:
        identity = pyrage.passphrase.decrypt(sealed_key, passphrase).decode()
    except pyrage.DecryptError as wrong:
        raise NotTheKey(_("This passphrase does not open this archive.")) from wrong
    return boxing.next_member(file), _identity(identity)


@contextmanager
def _closing(file: IO[bytes], recipients: list[Any]) -> Iterator[IO[bytes]]:
    """age pulls, we push: a pipe between the two."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as plain:
        worker = _Worker(reading, "rb", lambda end: pyrage.encrypt_io(end, file, recipients))
        yield plain
    worker.finish()


@contextmanager
def _opening(file: IO[bytes] | boxing.Member, identity: Any) -> Iterator[IO[bytes]]:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as plain:
        worker = _Worker(writing, "wb", lambda end: _open(file, end, identity))
        try:
            yield plain
        except Damaged as cut:
            worker.join()
            raise worker.failure or cut from cut
        except NotAnArchive as nothing:
            worker.join()
            raise worker.failure or nothing from nothing
        plain.close()
        worker.finish()


class _Worker(threading.Thread):
    """One end of the pipe, in a thread; what went wrong there is told here."""

    def __init__(self, end: int, mode: str, work: Callable[[Any], None]) -> None:
        super().__init__(daemon=True)
        self.end, self.mode, self.work = end, mode, work
        self.failure: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            with os.fdopen(self.end, self.mode) as end:
                self.work(end)
        except BrokenPipeError:  # the reader has had enough
            return
        except Exception as error:
            self.failure = error

    def finish(self) -> None:
        self.join()
        if self.failure:
            raise self.failure


def _open(file: Any, plain: IO[bytes], identity: Any) -> None:
    try:
        pyrage.decrypt_io(file, plain, [identity])
    except pyrage.DecryptError as wrong:
        if "matching keys" in str(wrong).lower():
            raise NotTheKey(_("This key does not open this archive.")) from wrong
        raise Damaged.changed("") from wrong
    except OSError as wrong:  # also what pyrage says of bytes that changed
        raise Damaged.changed("") from wrong
