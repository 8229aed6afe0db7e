"""Keep the brought file in the data folder, private, until its import ends or thirty days have passed."""

import os
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.members.models import Import
from parvis.members.moving_in import limits
from parvis.members.moving_in.refusals import UnreadableList


def folder() -> Path:
    """The private folder of brought files."""
    path = Path(settings.DATA) / "imports"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def path_of(brought: Import) -> Path:
    """Where the file of an import lies. UnreadableList when it is there no more."""
    path = folder() / brought.stored
    if not brought.stored or not path.is_file():
        raise UnreadableList(_("The file is no longer here. Choose it once more."))
    return path


def store(chunks: Iterable[bytes]) -> str:
    """Write a file as it comes; its name in the folder. UnreadableList when it is too heavy."""
    name = token_hex(16)
    path = folder() / name
    size = 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > limits.FILE_BYTES:
                path.unlink()
                raise UnreadableList(
                    _("This file is over 24 MB. Keep only the list, or cut it in several files.")
                )
            file.write(chunk)
    return name


def forget(name: str) -> None:
    """Delete a stored file; nothing happens when it is gone already."""
    if name:
        (folder() / name).unlink(missing_ok=True)
