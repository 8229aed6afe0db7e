"""Files that are whole or absent, and on the disk before anybody is told that they are.

A file is written beside its place, brought to the disk, then named; its folder is brought to the disk too.
Killed in between, or with the disk full, nothing bears the name. Plain Python: settings read secrets with it.
"""

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

PART = ".part"
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}  # some network disks


def write_whole(path: Path, chunks: Iterable[bytes], *, mode: int = 0o600) -> None:
    """Write a new file. FileExistsError when the name is taken; OSError when it cannot be written whole."""
    draft = path.with_name(f".{path.name[:100]}-{token_hex(8)}{PART}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        _name(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def _name(draft: Path, path: Path) -> None:
    """Give the draft its name: unlike a rename, never over another file (where links can be made)."""
    try:
        os.link(draft, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(path) from error
        draft.rename(path)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
