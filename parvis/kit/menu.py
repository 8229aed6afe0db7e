"""The menu of six entries, the links of the foot, and the person to talk to.

Areas call `register` in `apps.ready()`; `community` says through `filter_by` which areas are on.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

Words = str | Promise
MOST_ENTRIES = 6


@dataclass(frozen=True)
class Entry:
    """One entry: the area it opens (for `aria-current` and for the switches), its words, its page."""

    area: str
    words: Words
    url_name: str
    order: int

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Helper:
    """The person to talk to: a name, a telephone as it is read (« 01 99 00 12 34 »), hours, where."""

    name: str
    telephone: str = ""
    hours: str = ""
    where: str = ""


_entries: dict[str, Entry] = {}
_foot: dict[str, Entry] = {}
_is_on: list[Callable[[str], bool]] = []
_search: list[Entry] = []
_writing: list[Entry] = []


def register(*, area: str, words: Words, url_name: str, order: int) -> None:
    """Add an entry to the menu (short words: six entries hold on two rows of a telephone)."""
    _entries[url_name] = Entry(area, words, url_name, order)


def register_foot(*, words: Words, url_name: str, order: int, area: str = "") -> None:
    """Add a link to the foot of every page; `area` when a switch may take it away."""
    _foot[url_name] = Entry(area, words, url_name, order)


def register_search(*, words: Words, url_name: str) -> None:
    """The page that finds things, led to from the top of every page."""
    _search[:] = [Entry("", words, url_name, 0)]


def search() -> Entry | None:
    """The link to the search; None when no area searches."""
    return _search[0] if _search else None


def register_writing(*, area: str, words: Words, url_name: str) -> None:
    """The page where one writes to the person to talk to, led to from « Parler à quelqu’un »."""
    _writing[:] = [Entry(area, words, url_name, 0)]


def writing() -> Entry | None:
    """The link under the person to talk to; None when no area that is on takes words."""
    return next(iter(_shown({entry.url_name: entry for entry in _writing})), None)


def filter_by(is_on: Callable[[str], bool]) -> None:
    """Say which areas are switched on (the community area does, once)."""
    _is_on[:] = [is_on]


def _shown(entries: dict[str, Entry]) -> list[Entry]:
    kept = [entry for entry in entries.values() if all(is_on(entry.area) for is_on in _is_on)]
    return sorted(kept, key=lambda entry: entry.order)


def menu() -> list[Entry]:
    """The entries of the areas that are on, in their order; six at most."""
    return _shown(_entries)[:MOST_ENTRIES]


def foot() -> list[Entry]:
    """The links of the foot, in their order."""
    return _shown(_foot)
