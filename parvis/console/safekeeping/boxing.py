"""The box: a plain tar, each header of which is known in advance from a name, a size and one hour.

Any tool opens it. Parvis reads back only what it writes itself: a regular file under an ordinary name,
once; so a link, a device, a path that climbs, a byte that changed are all "not what was written".
"""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from parvis.console.safekeeping.refusals import Damaged

BLOCK = 512
CHUNK = 1 << 20
END = b"\0" * (2 * BLOCK)
MOST_BYTES = 8 * 1024**3 - 1  # of one member: what an ordinary header can say
PLACES = ("tables/", "media/", "secrets/")
ALONE = frozenset({"manifest.json", "LISEZMOI.txt", "contents.json", "effacements.jsonl"})


def is_safe(name: str) -> bool:
    """Is this a name Parvis gives: no climbing, no root, no oddity, in one of the three places?"""
    if not name.isprintable() or "\\" in name or len(name.encode()) > 250:
        return False
    if name in ALONE:
        return True
    parts = name.split("/")
    return name.startswith(PLACES) and len(parts) > 1 and all(parts) and not {".", ".."} & set(parts)


def header(name: str, size: int, hour: int) -> bytes:
    """The 512 bytes before a member. ValueError when the name or the size does not fit."""
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, hour, 0o600
    return info.tobuf(tarfile.USTAR_FORMAT, "utf-8", "strict")


@dataclass(frozen=True)
class Packed:
    """A member as it was written: what the list of contents says of it."""

    name: str
    size: int
    sha256: str


class Packer:
    """Writes members one after another to a file that need not know how to go back."""

    def __init__(self, file: IO[bytes], hour: int) -> None:
        self.file, self.hour = file, hour

    def add(self, name: str, content: IO[bytes], size: int) -> Packed:
        """Copy `size` bytes under this name. ValueError when the name is not ours, or bytes are missing."""
        if not is_safe(name) or size > MOST_BYTES:
            raise ValueError(f"{name!r} ({size} bytes) has no place in an archive")
        self.file.write(header(name, size, self.hour))
        digest, left = sha256(), size
        while left:
            chunk = content.read(min(CHUNK, left))
            if not chunk:
                raise ValueError(f"{name}: {left} bytes are missing")
            digest.update(chunk)
            self.file.write(chunk)
            left -= len(chunk)
        self.file.write(b"\0" * (-size % BLOCK))
        return Packed(name, size, digest.hexdigest())

    def close(self) -> None:
        """Write the end of the tar; the file stays open."""
        self.file.write(END)


class Member:
    """One member being read: `read(n)` until empty; its digest is known at the end."""

    def __init__(self, file: IO[bytes], name: str, size: int) -> None:
        self.file, self.name, self.size = file, name, size
        self.left = size
        self._digest = sha256()

    def read(self, most: int = -1) -> bytes:
        wanted = self.left if most < 0 else min(most, self.left)
        chunk = self.file.read(min(wanted, CHUNK)) if wanted else b""
        if wanted and not chunk:
            raise Damaged.cut(self.name)
        self._digest.update(chunk)
        self.left -= len(chunk)
        return chunk

    def readable(self) -> bool:
        return True

    def skip(self) -> None:
        """Read to the end."""
        while self.read(CHUNK):
            pass

    def whole(self, most: int) -> bytes:
        """All of it at once. Damaged when it is longer than that many bytes."""
        if self.size > most:
            raise Damaged.foreign(self.name)
        content = b""
        while chunk := self.read():
            content += chunk
        return content

    def packed(self) -> Packed:
        """What was read, once all of it was."""
        return Packed(self.name, self.size, self._digest.hexdigest())


def members(file: IO[bytes]) -> Iterator[Member]:
    """Each member in turn; what the caller leaves unread is read over. Damaged when it is not our box."""
    seen: set[str] = set()
    hour: int | None = None
    while (block := _exactly(file, BLOCK)) != END[:BLOCK]:
        info = _parsed(block)
        hour = int(info.mtime) if hour is None else hour
        if not is_safe(info.name) or info.name in seen or block != _canonical(info, hour):
            raise Damaged.foreign(info.name)
        seen.add(info.name)
        member = Member(file, info.name, info.size)
        yield member
        member.skip()
        skip_padding(file, info.size)
    if _exactly(file, BLOCK) != END[BLOCK:] or file.read(1):
        raise Damaged.changed("")


def skip_padding(file: IO[bytes], size: int) -> None:
    """Read the zeros that fill the last block of a member. Damaged when they are not zeros."""
    if _exactly(file, -size % BLOCK).strip(b"\0"):
        raise Damaged.changed("")


def require_end(file: IO[bytes]) -> None:
    """Damaged when anything but the end of a box follows."""
    if _exactly(file, len(END)) != END or file.read(1):
        raise Damaged.changed("")


def next_member(file: IO[bytes]) -> Member:
    """The member whose header comes next, by whatever name. Damaged when there is none."""
    info = _parsed(_exactly(file, BLOCK))
    return Member(file, info.name, info.size)


def _exactly(file: IO[bytes], size: int) -> bytes:
    block = b""
    while len(block) < size:
        chunk = file.read(size - len(block))
        if not chunk:
            raise Damaged.cut("")
        block += chunk
    return block


def _parsed(block: bytes) -> tarfile.TarInfo:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "strict")
    except (tarfile.HeaderError, ValueError) as wrong:
        raise Damaged.changed("") from wrong


def _canonical(info: tarfile.TarInfo, hour: int) -> bytes:
    try:
        return header(info.name, info.size, hour)
    except ValueError as wrong:
        raise Damaged.foreign(info.name) from wrong
