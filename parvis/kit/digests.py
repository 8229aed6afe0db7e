"""What each area tells others: the sections of a letter are written from it. Areas register in `ready()`.

A digest holds only what everybody here may see: never a secret circle, never somebody who did not agree.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Item:
    """One thing to tell: its title, a sentence or two (Markdown), when and where in words.

    url: a path of this place or an address. key: "meetings.meeting:12", by which `gone` knows it again.
    """

    title: str
    words: str = ""
    when: str = ""
    place: str = ""
    url: str = ""
    key: str = ""


Fill = Callable[[datetime, datetime], list[Item]]
Gone = Callable[[Iterable[str], datetime], list[str]]


def _nothing_is_gone(keys: Iterable[str], now: datetime) -> list[str]:
    return []


@dataclass(frozen=True)
class Digest:
    """name: "meetings.next", the part before the dot is its area. words: the title of its section.

    fill(now, until): what there is to tell until then, the first first; empty when there is nothing.
    gone(keys, now): of what was told with these keys, a sentence for each that is no longer so.
    """

    name: str
    words: Words
    order: int
    fill: Fill
    gone: Gone = _nothing_is_gone

    @property
    def area(self) -> str:
        return self.name.partition(".")[0]


_digests: dict[str, Digest] = {}


def register(digest: Digest) -> Digest:
    """Make a digest known. ValueError when another one bears its name."""
    if _digests.setdefault(digest.name, digest) != digest:
        raise ValueError(f"two digests are called {digest.name}")
    return digest


def digests() -> list[Digest]:
    """All of them, in their order."""
    return sorted(_digests.values(), key=lambda digest: (digest.order, digest.name))


def digest(name: str) -> Digest | None:
    """The digest of that name; None when no area gives it (any more)."""
    return _digests.get(name)
