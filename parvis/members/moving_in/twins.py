"""Find, for a batch of people, who may already be here: among members, and earlier in the same list.

A handful of indexed questions a batch, whatever the size of the place or of the list.
"""

from collections import defaultdict
from typing import Any, NamedTuple

from django.db.models import Min, QuerySet
from django.db.models.fields.json import KT

from parvis.members.models import ContactPoint, Import, ImportLine, Member
from parvis.members.moving_in.drafts import Draft
from parvis.members.moving_in.likeness import is_close, is_same, key, name_key, rotations
from parvis.members.moving_in.lines import Facts

MOST_CANDIDATES = 5000  # a batch; an address everybody shares tells nobody apart
Kind = ImportLine.Twin


class Candidate(NamedTuple):
    """Someone with the same address: a member, or the person of an earlier line."""

    name: str
    member: int | None = None
    number: int | None = None
    part: int = 0


class TwinFinder:
    """Candidates for a batch of people, then one answer a person."""

    def __init__(self, brought: Import, people: list[tuple[Draft, Facts]]) -> None:
        self.by_address: dict[str, list[Candidate]] = defaultdict(list)
        self.by_key: dict[int, list[Candidate]] = defaultdict(list)
        self.namesakes: dict[int, Candidate] = {}
        self._load_earlier_lines(brought, [draft for draft, _person in people])
        self._load_members([person for _draft, person in people])

    def _load_members(self, people: list[Facts]) -> None:
        addresses = {address for person in people for address in (*person.mails, *person.telephones)}
        points = ContactPoint.objects.filter(address__in=addresses, member__left_at=None)
        found = points.values_list("address", "member_id", "member__name").order_by("pk")
        for address, member, name in found[:MOST_CANDIDATES]:
            self.by_address[address].append(Candidate(name, member))
        names = {turn for person in people for turn in rotations(person.name)}
        alike = (
            Member.objects.present().filter(search_name__in=names).values_list("pk", "name").order_by("-pk")
        )
        for member, name in alike[:MOST_CANDIDATES]:
            self.namesakes[name_key(name)] = Candidate(name, member)

    def _load_earlier_lines(self, brought: Import, drafts: list[Draft]) -> None:
        lines = ImportLine.objects.filter(batch=brought)
        mails = _known(*(draft.mail_key for draft in drafts))
        telephones = _known(*(draft.telephone_key for draft in drafts))
        for found in (lines.filter(mail_key__in=mails), lines.filter(telephone_key__in=telephones)):
            self._keep_by_key(found)
        names = lines.filter(name_key__in={draft.name_key for draft in drafts if draft.name_key})
        firsts = names.values("name_key").annotate(first=Min("number")).values_list("name_key", "first")
        self.namesakes.update({known: Candidate("", None, first) for known, first in firsts if known})

    def _keep_by_key(self, lines: QuerySet[ImportLine]) -> None:
        # Sorted here: asked to sort, SQLite walks through every line of the list instead of the keys.
        columns = lines.values_list("number", "part", "mail_key", "telephone_key", KT("facts__name"))
        for number, part, mail, telephone, name in sorted(columns.order_by()[:MOST_CANDIDATES], key=_place):
            candidate = Candidate(name, None, number, part)
            for known in _known(mail, telephone):
                self.by_key[known].append(candidate)

    def _sharing(self, draft: Draft, person: Facts) -> list[Candidate]:
        """Whoever has one of the person's addresses, members first."""
        members = [c for address in (*person.mails, *person.telephones) for c in self.by_address[address]]
        return members + [candidate for known in keys_of(draft) for candidate in self.by_key[known]]

    def find(self, draft: Draft, person: Facts) -> tuple[str, Candidate | None]:
        """The surest twin of a person and how sure it is; ("", None) when there is none."""
        sharing = self._sharing(draft, person)
        for kind, is_alike in ((Kind.SAME, is_same), (Kind.CLOSE, is_close)):
            for candidate in sharing:
                if is_alike(person.name, candidate.name):
                    return kind.value, candidate
        namesake = self.namesakes.get(draft.name_key or 0)
        return (Kind.NAMESAKE.value, namesake) if namesake else ("", None)

    def remember(self, draft: Draft, person: Facts) -> None:
        """The people that follow in the batch may be this one again."""
        candidate = Candidate(person.name, None, draft.number, draft.part)
        for known in keys_of(draft):
            self.by_key[known].append(candidate)
        if draft.name_key is not None:
            self.namesakes.setdefault(draft.name_key, candidate)


def _place(row: tuple[Any, ...]) -> tuple[int, int]:
    return row[0], row[1]


def _known(*keys: int | None) -> set[int]:
    return {known for known in keys if known is not None}


def keys_of(draft: Draft) -> set[int]:
    """The keys of a person's first e-mail and first telephone."""
    return _known(draft.mail_key, draft.telephone_key)


def _set_keys(draft: Draft, person: Facts) -> None:
    draft.name_key = name_key(person.name)
    draft.mail_key = key(person.mails[0]) if person.mails else None
    draft.telephone_key = key(person.telephones[0]) if person.telephones else None


def safe_choice(kind: str, person: Facts) -> str:
    """What happens if the person says nothing: nobody is lost, nobody is mixed up with a relative.

    The same name at the same address is the same person. A close one may be a spouse or a child: added.
    A namesake with no address at all has nothing to add: left aside.
    """
    if kind == Kind.SAME:
        return ImportLine.Choice.LINK.value
    has_address = person.mails or person.telephones or person.post
    if kind == Kind.NAMESAKE and not has_address:
        return ImportLine.Choice.SKIP.value
    return ImportLine.Choice.CREATE.value


def mark_twins(brought: Import, drafts: list[Draft]) -> None:
    """Write on each draft of a batch its keys, its twin and the safe choice."""
    people = [(draft, draft.person) for draft in drafts if draft.person is not None]
    for draft, person in people:
        _set_keys(draft, person)
    finder = TwinFinder(brought, people)
    for draft, person in people:
        kind, candidate = finder.find(draft, person)
        if candidate is not None:
            draft.twin, draft.twin_member_id = kind, candidate.member
            draft.twin_number, draft.twin_part = candidate.number, candidate.part
            draft.choice = safe_choice(kind, person)
        finder.remember(draft, person)
