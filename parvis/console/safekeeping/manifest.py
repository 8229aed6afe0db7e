"""What an archive says of itself: the manifest before everything else, the list of contents after it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Self

from parvis.console.safekeeping.boxing import Packed
from parvis.console.safekeeping.refusals import Damaged, TooRecent
from parvis.console.safekeeping.schema import Migrations

FORMAT = 1
MANIFEST, CONTENTS, README, ERASURES = "manifest.json", "contents.json", "LISEZMOI.txt", "effacements.jsonl"


def our_version() -> str:
    """The version of Parvis that runs."""
    try:
        return version("parvis")
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True)
class Manifest:
    """Written first: what one must know before reading on."""

    made_at: datetime
    parvis: str
    engine: str  # "sqlite" or "postgresql": told, never needed
    place: str  # the name of the community
    address: str
    migrations: Migrations
    tables: dict[str, list[str]]  # its columns
    counters: dict[str, int]
    format: int = FORMAT

    def as_json(self) -> bytes:
        return _json({**asdict(self), "made_at": self.made_at.astimezone(UTC).isoformat()})

    @classmethod
    def read(cls, content: bytes) -> Self:
        """Damaged when it is not a manifest; TooRecent when it is one of tomorrow's."""
        told = _told(content, MANIFEST)
        try:
            if told["format"] > FORMAT:
                raise TooRecent.because(str(told["parvis"]))
            read = cls(**{**told, "made_at": datetime.fromisoformat(told["made_at"])})
            _check(read)
            return read
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            raise Damaged.foreign(MANIFEST) from wrong


@dataclass
class Contents:
    """Written last: every member's size and digest, every table's rows. Without it, no archive."""

    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)  # files rows speak of, which were not there

    def note(self, packed: Packed) -> None:
        self.members[packed.name] = {"bytes": packed.size, "sha256": packed.sha256}

    def holds(self, packed: Packed) -> bool:
        """Is this member what was written under its name?"""
        return self.members.get(packed.name) == {"bytes": packed.size, "sha256": packed.sha256}

    def rows(self) -> int:
        return sum(int(told["rows"]) for told in self.tables.values())

    def as_json(self) -> bytes:
        return _json(asdict(self))

    @classmethod
    def read(cls, content: bytes) -> Self:
        told = _told(content, CONTENTS)
        try:
            read = cls(**told)
            read.rows()
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            raise Damaged.foreign(CONTENTS) from wrong
        return read


def _check(read: Manifest) -> None:
    """TypeError when a part is not of its kind."""
    lists = [*read.migrations.items(), *read.tables.items()]
    texts = [text for name, some in lists for text in (name, *some)]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("names are texts")
    if not all(isinstance(number, int) for number in read.counters.values()):
        raise TypeError("counters are numbers")
    read.made_at.astimezone(UTC)


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _told(content: bytes, name: str) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise Damaged.foreign(name) from wrong
    if not isinstance(told, dict):
        raise Damaged.foreign(name)
    return told
