"""Everyone of an evening as the engine counts them: people, companions, who goes with whom, who met whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations, pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from parvis.chronicle.acquaintance import met_before
from parvis.meetings.models import Arrival
from parvis.members.models import ContactPoint, Guardian, Member
from parvis.mixing import Guests, Rules
from parvis.tables.declared import CARE, declared_by
from parvis.tables.fitting import Asked, Hall
from parvis.tables.models import Arrangement, Composition
from parvis.tables.wishing import apart_among

Pair = tuple[int, int]
Said = Mapping[str, list[tuple[int, int, int | None]]]  # kind → number of the row, two arrivals
MOST_COMPANIONS = 20
_SHARED = (ContactPoint.Kind.POST, ContactPoint.Kind.TELEPHONE, ContactPoint.Kind.MAIL)


@dataclass(frozen=True)
class Gathered:
    """arrivals: in order, those gone too. persons: engine number → place of the arrival, companions
    with whom they came. first: place of the arrival → its first engine number. rules: all of them; told:
    those the animator may hear of when they do not hold."""

    arrivals: list[Arrival]
    persons: list[int]
    first: list[int]
    guests: Guests
    rules: Rules
    told: Rules
    tables: int  # as many as tables of the wanted size make for those here
    gone: frozenset[int]  # arrivals of those who left early
    asked: list[Asked]  # what the animator asked for, each as it may be left aside
    hall: Hall

    def table_of(self, seats: NDArray[np.int32]) -> dict[int, int]:
        """Number of the arrival → its table in one round of a plan; those away left out."""
        tables = {one.pk: int(seats[self.first[place]]) for place, one in enumerate(self.arrivals)}
        return {pk: table for pk, table in tables.items() if table >= 0}

    def seats_of(self, tables: dict[int, int], away: int = -1) -> NDArray[np.int32]:
        """The other way: (people,), the table of each, `away` for who has none."""
        return np.array([tables.get(self.arrivals[place].pk, away) for place in self.persons], dtype=np.int32)

    def keys_of(self, numbers: Iterable[int]) -> list[int]:
        """The arrivals of these engine numbers."""
        return sorted({self.arrivals[self.persons[number]].pk for number in numbers})

    def places_of(self, pks: Iterable[int]) -> list[int]:
        """Engine numbers of these arrivals and their companions."""
        wanted = set(pks)
        return [number for number, place in enumerate(self.persons) if self.arrivals[place].pk in wanted]


def gather(composition: Composition, at: datetime) -> Gathered:
    """Everyone of the evening, with what they declared and what holds this evening."""
    arrived = list(composition.meeting.arrivals.select_related("member").order_by("pk"))
    gone = frozenset(composition.meeting.arrivals.exclude(departure=None).values_list("pk", flat=True))
    persons = [place for place, one in enumerate(arrived) for _ in range(_size(one))]
    first = [persons.index(place) for place in range(len(arrived))]
    members = [
        arrived[place].member if number == first[place] else None for number, place in enumerate(persons)
    ]
    tables = table_count(composition.seats, sum(_size(one) for one in arrived if one.pk not in gone))
    declared = declared_by(members, at)
    ties = _Ties(arrived, first, members, composition)
    parties = [[number for number, at in enumerate(persons) if at == place] for place in range(len(arrived))]
    parties = [party for party in parties if len(party) > 1]
    easy = [number for number in declared.easy if arrived[persons[number]].pk not in gone]
    hosts = [number for number in ties.hosts if arrived[persons[number]].pk not in gone]
    rules, told = _rules(composition, ties, parties, hosts, easy)
    rules, told = (replace(one, speaks=declared.speaks) for one in (rules, told))
    guests = Guests(len(persons), declared.traits, _met(members, composition, at))
    people = frozenset(number for number, at in enumerate(persons) if arrived[at].pk not in gone)
    always = tuple(tuple(tie) for tie in (*parties, *ties.children))
    hall = Hall(people, tables, composition.easy_tables, frozenset(easy), always)
    asked = ties.asked(easy if composition.easy_tables else ())
    return Gathered(arrived, persons, first, guests, rules, told, tables, gone, asked, hall)


def table_count(seats: int, people: int) -> int:
    """As many tables as tables of so many seats make, one at least."""
    return max(1, min(round(people / seats), people))


def _rules(
    composition: Composition, ties: "_Ties", parties: list[list[int]], hosts: list[int], easy: list[int]
) -> tuple[Rules, Rules]:
    """All the rules; and those the animator may hear of."""
    tied = [*parties, *ties.together]
    open_to = list(range(min(composition.easy_tables, len(ties.arrived))))
    told = Rules(
        together=blocks(tied, set()), apart=ties.apart, facilitators=hosts, accessible=open_to,
        needing=easy if open_to else (), care=CARE,
    )  # fmt: skip
    kept = replace(told, together=blocks(tied, ties.silent), apart=sorted({*ties.apart, *ties.silent}))
    return kept, told


def blocks(ties: Iterable[Sequence[int]], silent: set[Pair]) -> list[list[int]]:
    """People tied to one another, in blocks; a tie that would bring two together who wish not to is left."""
    block_of: dict[int, set[int]] = {}
    for one, other in (pair for tie in ties for pair in pairwise(tie)):
        mine, theirs = block_of.get(one, {one}), block_of.get(other, {other})
        whole = mine | theirs
        if mine is not theirs and not any(pair in silent for pair in combinations(sorted(whole), 2)):
            block_of |= dict.fromkeys(whole, whole)
    return sorted(sorted(block) for block in {id(block): block for block in block_of.values()}.values())


class _Ties:
    """Who hosts, who goes together, who apart: said by the animator, by households, by parents, by wishes."""

    def __init__(
        self, arrived: list[Arrival], first: list[int], members: list[Member | None], composition: Composition
    ) -> None:
        self.arrived = arrived
        self._number = {one.pk: first[place] for place, one in enumerate(arrived)}
        self._of_member = {one.pk: number for number, one in enumerate(members) if one}
        said: dict[str, list[tuple[int, int, int | None]]] = defaultdict(list)
        for row in composition.arrangements.order_by("pk"):
            said[row.kind].append((row.pk, row.one_id, row.other_id))
        hosts = [self._number[one] for _pk, one, _none in said[Arrangement.Kind.HOST] if one in self._number]
        self.hosts = hosts
        self.children = self._children()
        self._said = [*self._known("together", said), *self._known("apart", said)]
        self._said += self._households(composition, {pair for _pk, pair in self._pairs(said["free"])})
        self.together = [*(one.people for one in self._said if not one.is_apart), *self.children]
        self.apart = [pair for one in self._said if one.is_apart for pair in combinations(one.people, 2)]
        self.silent = {self._pair(one, other) for one, other in apart_among(self._of_member)}

    def asked(self, needing: Sequence[int]) -> list[Asked]:
        """All that was asked for, as it may be left aside; what should stay longest comes first."""
        easy = [Asked("easy", 0, tuple(needing))] if needing else []
        return easy + self._said

    def _known(self, what: Literal["together", "apart"], said: Said) -> list[Asked]:
        return [Asked(what, pk, pair, what == "apart") for pk, pair in self._pairs(said[what])]

    def _pairs(self, rows: Iterable[tuple[int, int, int | None]]) -> Iterator[tuple[int, Pair]]:
        for pk, one, other in rows:
            a, b = self._number.get(one), self._number.get(other or 0)
            if a is not None and b is not None and a != b:
                yield pk, (min(a, b), max(a, b))

    def _pair(self, one: int, other: int) -> Pair:
        a, b = self._of_member[one], self._of_member[other]
        return min(a, b), max(a, b)

    def _children(self) -> list[Pair]:
        """Who is under fifteen stays with their parent."""
        rows = Guardian.objects.filter(child__in=self._of_member, parent__in=self._of_member)
        return [
            self._pair(child, parent) for child, parent in rows.values_list("child_id", "parent_id") if parent
        ]

    def _households(self, composition: Composition, free: set[Pair]) -> list[Asked]:
        """People here who share an address or a number, when something is asked of households."""
        if composition.households == Composition.Households.FREE:
            return []
        is_apart = composition.households == Composition.Households.APART
        rows = ContactPoint.objects.filter(member__in=self._of_member, kind__in=_SHARED).exclude(address="")
        sharing: dict[str, list[int]] = defaultdict(list)
        for member, address in rows.order_by("member_id").values_list("member_id", "address"):
            sharing[address.casefold()].append(member)
        pairs = {self._pair(a, b) for people in sharing.values() for a, b in combinations(set(people), 2)}
        pairs -= free | (set(self.children) if is_apart else set())
        groups = [[*pair] for pair in sorted(pairs)] if is_apart else blocks(sorted(pairs), set())
        return [Asked("household", 0, tuple(group), is_apart) for group in groups]


def _size(arrival: Arrival) -> int:
    return max(1, min(arrival.people, MOST_COMPANIONS))


def _met(members: list[Member | None], composition: Composition, at: datetime) -> NDArray[np.float64]:
    known = [number for number, member in enumerate(members) if member]
    found = np.zeros((len(members),) * 2)
    if known:
        ids = [member.pk for member in members if member]
        found[np.ix_(known, known)] = met_before(ids, at=at, leaving_out=composition.meeting)
    return found
