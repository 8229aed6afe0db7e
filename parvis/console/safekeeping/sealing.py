"""Sealing: an archive only those with the key can read. Not yet: every archive is in clear."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from parvis.console.safekeeping.refusals import NotAnArchive


@dataclass(frozen=True)
class Keys:
    """What opens and closes archives."""

    recipient: str = ""
    identity: str = ""
    passphrase: str = ""


@contextmanager
def opened(path: Path, keys: Keys | None = None) -> Iterator[IO[bytes]]:
    """The plain bytes of an archive. NotAnArchive when there is no such file."""
    if not path.is_file():
        raise NotAnArchive(_("There is no file %(path)s.") % {"path": path})
    with path.open("rb") as file:
        yield file
