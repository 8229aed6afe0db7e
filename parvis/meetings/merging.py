"""What all taps of a meeting say together, in whatever order they came. Plain Python: no clock, no row.

The rules, the same on every phone and on the server:

- the same person welcomed twice is here once, since the first of these hours;
- two newcomers are two people, even of one name, until somebody says they are the same;
- taking back undoes the taps one saw: a tap another phone made meanwhile stands;
- of two tables given to somebody, the later one holds (the greater key when the hour is the same);
- who left before the end sits nowhere, whatever table they were given since, until that is taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Said:
    """One tap as the rules read it. person: whoever is known by a number; None for a newcomer."""

    key: str
    kind: str
    at: datetime
    person: int | None = None
    about: str = ""
    other: str = ""
    table: str = ""


@dataclass(frozen=True)
class Attendance:
    """One person of the room. live: the taps that hold, the first first; empty when they are not here.
    left: those that say they left before the end, the first first; they have no table then."""

    person: int | None
    keys: frozenset[str]
    live: tuple[str, ...]
    table: str = ""
    left: tuple[str, ...] = ()


def presences(taps: Iterable[Said]) -> list[Attendance]:
    """Everybody the taps speak of, here or no longer; the same for any order of the same taps."""
    known = sorted(set(taps), key=lambda tap: (tap.at, tap.key))
    gone = {tap.about for tap in known if tap.kind == "undo"}
    here = {tap.key: tap for tap in known if tap.kind == "here"}
    standing = [tap for tap in known if tap.key not in gone]
    together = _together(here, [tap for tap in standing if tap.kind == "same"])
    tables = {
        key: tap.table for tap in standing if tap.kind == "table" for key in together.get(tap.about, ())
    }
    left = [tap for tap in standing if tap.kind == "left"]
    groups = {id(keys): keys for keys in together.values()}.values()
    return [_presence(keys, here, gone, tables, left) for keys in groups]


def _presence(
    keys: set[str], here: dict[str, Said], gone: set[str], tables: dict[str, str], left: list[Said]
) -> Attendance:
    in_order = [key for key in here if key in keys]
    person = next((here[key].person for key in in_order), None)
    live = tuple(key for key in in_order if key not in gone)
    away = tuple(tap.key for tap in left if tap.about in keys)
    return Attendance(person, frozenset(keys), live, "" if away else tables.get(in_order[0], ""), away)


def _together(here: dict[str, Said], joined: Iterable[Said]) -> dict[str, set[str]]:
    """For each welcome, all those of the same person; one set shared by all of them."""
    groups = {key: {key} for key in here}
    first_of: dict[int, str] = {}
    for key, tap in here.items():
        if tap.person is not None:
            _join(groups, first_of.setdefault(tap.person, key), key)
    for tap in joined:
        both = here.get(tap.about), here.get(tap.other)
        if all(one is not None and one.person is None for one in both):
            _join(groups, tap.about, tap.other)
    return groups


def _join(groups: dict[str, set[str]], one: str, other: str) -> None:
    if groups[one] is not groups[other]:
        groups[one] |= groups[other]
        for key in groups[other]:
            groups[key] = groups[one]
