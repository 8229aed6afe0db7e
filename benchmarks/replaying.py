"""Real histories of who was with whom, replayed as past encounters: does an evening open the circles?

The E-I index (Krackhardt and Stern, 1988) of a set of pairs is (between groups - inside) / all of them: -1
when everybody stays among their own, +1 when nobody does. It is printed for the history, for an evening drawn
by lot and one composed, and for the history with each.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from parvis.mixing import Guests, compose, traits_of
from parvis.mixing.designs import meetings

SEATS, ROUNDS = 6, 4
YEAR = 365.25 * 86_400_000  # milliseconds
MOST_PEOPLE = 200
Pairs = Counter[tuple[str, str]]


@dataclass(frozen=True)
class History:
    """The group each person belongs to, and how strongly the past remembers each pair."""

    name: str
    groups: dict[str, str]
    pairs: dict[tuple[str, str], float]


def lines(data: Path) -> Iterator[str]:
    """One line a history; what is not here is said."""
    yield f"\n{'':<34}{'E-I':>7}{'evening by lot':>17}{'composed':>15}{'E-I after':>19}"
    first = f"{'history':<20}{'people':>7}{'pairs':>7}{'before':>7}"
    yield f"{first}{'E-I':>9}{'new':>8}{'E-I':>8}{'new':>7}{'lot':>11}{'composed':>9}"
    for read, place in _READERS:
        if not (data / place).exists():
            yield f"{place}: not here (PARVIS_SHARED_DATA)"
            continue
        yield _line(read(data / place))


def _line(history: History) -> str:
    people = sorted(history.groups)
    number = {person: place for place, person in enumerate(people)}
    names = sorted(set(history.groups.values()))
    codes = np.array([[names.index(history.groups[person])] for person in people])
    met = np.zeros((len(people),) * 2)
    for (one, other), strength in history.pairs.items():
        met[number[one], number[other]] = met[number[other], number[one]] = strength
    guests = Guests(len(people), traits_of(codes, [1.0], is_ordered=[False]), met)
    plan = compose(guests, seats=SEATS, rounds=ROUNDS)
    dice = np.random.default_rng(0)
    lot = np.array([dice.permutation(len(people)) % plan.tables for _ in range(ROUNDS)], dtype=np.int32)
    known, group = met > 0, codes[:, 0]
    told = [f"{history.name:<20}{len(people):>7}{int(known.sum()) // 2:>7}{_e_i(known, group):>7.2f}"]
    after = []
    for seats in (lot, plan.seats):
        together = meetings(seats) > 0
        new = (together & ~known).sum() / together.sum()
        told.append(f"{_e_i(together, group):>9.2f}{new:>7.0%}")
        after.append(_e_i(together | known, group))
    return "".join(told) + f"{after[0]:>11.2f}{after[1]:>9.2f}"


def _e_i(pairs: NDArray[np.bool_], group: NDArray[np.int64]) -> float:
    """Between groups less inside them, as a share of all pairs."""
    inside = int((pairs & (group[:, None] == group[None, :])).sum())
    whole = int(pairs.sum())
    return (whole - 2 * inside) / max(whole, 1)


def _remembered(pairs: Pairs) -> dict[tuple[str, str], float]:
    """Seconds together as a strength: one for the tenth of pairs that were together longest."""
    most = float(np.quantile(list(pairs.values()), 0.9))
    return {pair: min(count / most, 1.0) for pair, count in pairs.items()}


def _workplace(folder: Path) -> History:
    """A place of work: its departments."""
    with (folder / "workplace_InVS13_meta.csv").open() as file:
        groups = {row["nodeName"]: row["class"] for row in csv.DictReader(file)}
    pairs = Pairs()
    for text in (folder / "workplace_InVS13_tij.dat").read_text().splitlines():
        _, one, other = text.split()
        pairs[min(one, other), max(one, other)] += 1
    return History("office 2013", groups, _remembered(pairs))


def _contacts(file: Path) -> History:
    """Lines of moment, two people, and the group of each."""
    groups, pairs = dict[str, str](), Pairs()
    for text in file.read_text().splitlines():
        _, one, other, hers, his = text.split("\t")
        groups[one], groups[other] = hers, his
        pairs[min(one, other), max(one, other)] += 1
    return History(file.stem.replace("_", " ")[:19], groups, _remembered(pairs))


def _evenings(folder: Path) -> History:
    """Nine years of evenings of thirteen groups: who came most; the past halved each year."""
    with (folder / "events.csv").open() as file:
        events = {row["id"]: row for row in csv.DictReader(file)}
    came = defaultdict(set)
    with (folder / "rsvps.csv").open() as file:
        for row in csv.DictReader(file):
            if row["response"] == "yes" and row["event_id"] in events:
                came[row["event_id"]].add(row["member_id"])
    often = Counter(person for people in came.values() for person in people)
    chosen = set(sorted(often, key=lambda person: (-often[person], person))[:MOST_PEOPLE])
    where, pairs = defaultdict(Counter), defaultdict(float)
    latest = max(float(events[event]["time"]) for event in came)
    for event, people in came.items():
        for person in people & chosen:
            where[person][events[event]["group_id"]] += 1
        strength = 0.5 ** ((latest - float(events[event]["time"])) / YEAR)
        for pair in combinations(sorted(people & chosen), 2):
            pairs[pair] = min(1.0, pairs[pair] + strength)
    groups = {person: min(seen, key=lambda group: (-seen[group], group)) for person, seen in where.items()}
    return History("evenings 2008-2017", groups, dict(pairs))


_READERS = [
    (_workplace, "4-copresence/sociopatterns"),
    (_contacts, "4-copresence/sociopatterns/hospital_lyon_contacts.tsv"),
    (_contacts, "4-copresence/sociopatterns/highschool_thiers2012.tsv"),
    (_evenings, "2-events/meetup-montana"),
]
