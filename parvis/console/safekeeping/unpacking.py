"""Read an archive from its first byte to its last, once, checking everything on the way."""

import gzip
import zlib
from collections.abc import Iterator
from typing import IO, Protocol

from django.utils.translation import gettext as _

from parvis.console.safekeeping.boxing import Member, Packed, members
from parvis.console.safekeeping.manifest import CONTENTS, MANIFEST, Contents, Manifest
from parvis.console.safekeeping.refusals import Damaged, NotAnArchive
from parvis.console.safekeeping.rows import Digest

MOST_TOLD = 64 << 20  # bytes of a manifest or of a list of contents
LONGEST_LINE = 32 << 20
SWELLING = 250  # times its size a table may grow when it is opened: rows never do, a bomb does
SMALL = 16 << 20

_NOT_ROWS = (
    zlib.error, gzip.BadGzipFile, EOFError, ValueError, KeyError, TypeError, OverflowError, RecursionError,
)  # fmt: skip


class Taker(Protocol):
    """Who receives an archive: called in the order of its members."""

    def begin(self, manifest: Manifest) -> None:
        """Before everything else."""

    def table(self, name: str, lines: Iterator[bytes]) -> Digest:
        """The rows of a table; what was taken."""

    def file(self, member: Member) -> None:
        """Another member: media/…, secrets/… or one that stands alone."""


class Unpacking:
    """One reading. Damaged at the first thing that is not what was written.

    The taker has everything before the end is checked: what it made is good only once `run` returns.
    """

    def __init__(self, file: IO[bytes], taker: Taker) -> None:
        self.boxes, self.taker = members(file), taker
        self.packed: dict[str, Packed] = {}
        self.digests: dict[str, Digest] = {}

    def run(self) -> tuple[Manifest, Contents]:
        """Read it all; what the archive says of itself."""
        self.manifest = self._begin()
        self.taker.begin(self.manifest)
        contents = None
        for member in self.boxes:
            if contents is not None:
                raise Damaged.foreign(member.name)
            if member.name == CONTENTS:
                contents = Contents.read(member.whole(MOST_TOLD))
            else:
                self._take(member)
        if contents is None:
            raise Damaged.cut("")
        self._compare(contents)
        return self.manifest, contents

    def _begin(self) -> Manifest:
        refusal = NotAnArchive(_("This file is not an archive of Parvis."))
        try:
            first = next(self.boxes, None)
        except Damaged as wrong:
            raise refusal from wrong
        if first is None or first.name != MANIFEST:
            raise refusal
        content = first.whole(MOST_TOLD)
        self.packed[MANIFEST] = first.packed()
        return Manifest.read(content)

    def _take(self, member: Member) -> None:
        if member.name.startswith("tables/"):
            name = member.name.removeprefix("tables/").removesuffix(".jsonl.gz")
            if name not in self.manifest.tables:
                raise Damaged.foreign(member.name)
            self.digests[name] = self._rows(name, member)
        else:
            self.taker.file(member)
        member.skip()
        self.packed[member.name] = member.packed()

    def _rows(self, name: str, member: Member) -> Digest:
        try:
            return self.taker.table(name, lines(member))
        except _NOT_ROWS as wrong:
            raise Damaged.changed(member.name) from wrong

    def _compare(self, contents: Contents) -> None:
        for name, packed in self.packed.items():
            if not contents.holds(packed):
                raise Damaged.changed(name)
        for name in contents.members:
            if name not in self.packed:
                raise Damaged.cut(name)
        for name in self.manifest.tables:
            digest = self.digests.get(name)
            if digest is None or contents.tables.get(name) != {"rows": digest.rows, "digest": str(digest)}:
                raise Damaged.changed(f"tables/{name}.jsonl.gz")


def lines(member: Member) -> Iterator[bytes]:
    """The lines of a packed table. Damaged when they swell or stretch beyond reason."""
    swollen = 0
    with gzip.GzipFile(fileobj=member) as plain:  # type: ignore[call-overload]
        while line := plain.readline(LONGEST_LINE):
            swollen += len(line)
            if len(line) == LONGEST_LINE or swollen > SMALL + SWELLING * member.size:
                raise Damaged.foreign(member.name)
            yield line
