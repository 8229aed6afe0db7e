"""Verify an archive without a place: every byte, every row, every reference between rows."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from parvis.console.safekeeping import rows, schema, sealing
from parvis.console.safekeeping.boxing import Member
from parvis.console.safekeeping.manifest import Contents, Manifest
from parvis.console.safekeeping.references import References
from parvis.console.safekeeping.unpacking import Unpacking

MOST_FAULTS = 20


@dataclass
class Verdict:
    """What verifying found: good without faults (missing files were missing from the place itself)."""

    manifest: Manifest
    contents: Contents
    size: int
    faults: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.faults


def verify(path: Path, keys: sealing.Keys | None = None) -> Verdict:
    """Read an archive from end to end.

    Damaged, NotAnArchive, TooRecent or NotTheKey when it cannot be read;
    references that lead nowhere are faults of the verdict.
    """
    with sealing.opened(path, keys) as file:
        reader = _Reader()
        manifest, contents = Unpacking(file, reader).run()
    faults = islice(reader.faults(contents), MOST_FAULTS)
    return Verdict(manifest, contents, path.stat().st_size, list(faults))


class _Reader:
    """Takes an archive and keeps nothing but what points where."""

    def begin(self, manifest: Manifest) -> None:
        schema.refuse_unknown(manifest.migrations)
        self.tables = {table.name: table for table in schema.tables(manifest.migrations)}
        self.references = References(list(self.tables.values()))
        self.media: set[str] = set()
        self.doubles: list[str] = []

    def table(self, name: str, lines: Iterator[bytes]) -> rows.Digest:
        digest, turns = rows.Digest(), _turns(self.tables[name])
        for line in lines:
            row = json.loads(line)
            if not isinstance(row, dict) or row.keys() != turns.keys():
                raise ValueError("a row has other columns than its table")
            for column, turn in turns.items():
                if turn and row[column] is not None:
                    turn(row[column])
            digest.add(line)
            if not self.references.note(name, row):
                self.doubles.append(f"{name}: {row}"[:80])
        return digest

    def file(self, member: Member) -> None:
        if member.name.startswith("media/"):
            self.media.add(member.name.removeprefix("media/"))

    def faults(self, contents: Contents) -> Iterator[str]:
        """Everything that leads nowhere, in words of the database."""
        yield from self.references.broken()
        yield from (f"{double} (deux fois)" for double in self.doubles)
        gone = set(contents.missing)
        yield from (f"media/{name}" for name in self.references.files if name not in self.media | gone)


def _turns(table: schema.Table) -> dict[str, Callable[[Any], Any] | None]:
    return {str(field.column): rows.to_python(field) for field in table.fields}
