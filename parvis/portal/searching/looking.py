"""Answer a question with what the reader may know of: in the lines, in the counts, in « did you mean »."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from parvis.community.switches import is_on
from parvis.kit.searching.matching import (
    MOST_FOUND,
    MOST_LETTERS,
    Match,
    Wanted,
    match,
    nearest_words,
    wanted,
)
from parvis.members.directory import listed
from parvis.portal.searching.subjects import SUBJECTS, Hit, Subject, hits

AT_FIRST, A_PAGE = 5, 30
PEOPLE = "members.member"
_ALIKE = 72  # of 100
_MOST_SUGGESTED, _MOST_LOOKED_AT = 2, 4


@dataclass(frozen=True)
class Group:
    """The things of one kind, the best first. count: all of them this reader may know of."""

    kind: str
    words: str | Promise
    hits: list[Hit]
    count: int

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.hits)


@dataclass(frozen=True)
class Answer:
    """groups: those that found something. suggestions: other words, when nothing was found."""

    text: str
    groups: list[Group]
    suggestions: list[str]
    is_beyond: bool  # more was found than is ever looked at

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


def look(text: str, reader: Any, now: datetime, *, kind: str = "", page: int = 1) -> Answer:
    """Everything found, five of each kind; or one page of one kind.

    text: as typed, cut at a hundred letters. kind: of a subject, or « members.member ».
    """
    text = " ".join(text.replace("\0", " ").split())[:MOST_LETTERS]
    words = wanted(text)
    if not words:
        return Answer(text, [], [], is_beyond=False)
    subjects = [one for one in SUBJECTS if is_on(one.area) and kind in {"", one.kind}]
    matches = match(words, [one.kind for one in subjects], now=now)
    window = slice(0, AT_FIRST) if not kind else slice((page - 1) * A_PAGE, page * A_PAGE)
    groups = [_group(one, matches, reader, window) for one in subjects]
    groups += [_people(text, reader, window)] if kind in {"", PEOPLE} else []
    found = [group for group in groups if group.count]
    suggestions = [] if found or kind else _suggested(words, reader)
    return Answer(text, found, suggestions, is_beyond=len(matches) >= MOST_FOUND)


def _group(subject: Subject, matches: Iterable[Match], reader: Any, window: slice) -> Group:
    """Rights first: what the reader may not know of is neither shown nor counted."""
    ids = [found.subject_id for found in matches if found.kind == subject.kind]
    if not ids:
        return Group(subject.kind, subject.words, [], 0)
    known = set(subject.seen_by(reader).filter(pk__in=ids).values_list("pk", flat=True))
    seen = [pk for pk in ids if pk in known]
    wanted_rows = seen[window]
    rows = {row.pk: row for row in subject.seen_by(reader).filter(pk__in=wanted_rows)} if wanted_rows else {}
    shown = [rows[pk] for pk in wanted_rows if pk in rows]
    return Group(subject.kind, subject.words, hits(subject, shown), len(seen))


def _people(text: str, reader: Any, window: slice) -> Group:
    """Those who chose to be listed, to members only, by name."""
    people = listed(reader, text)
    count = people.count()
    shown = people.only("name", "about")[window] if count else []
    found = [
        Hit(one.name, f"{reverse('members:directory')}?{urlencode({'nom': one.name})}", one.about[:80])
        for one in shown
    ]
    return Group(PEOPLE, _("People"), found, count)


def _suggested(words: Sequence[Wanted], reader: Any) -> list[str]:
    """Words of titles the reader may know of that are written nearly as what was looked for."""
    subjects = [one for one in SUBJECTS if is_on(one.area)]
    near: dict[str, dict[str, set[int]]] = {}
    for word, kind, pk in nearest_words(words, [one.kind for one in subjects]):
        near.setdefault(word, {}).setdefault(kind, set()).add(pk)
    alike: dict[str, float] = {}
    for one in words:
        found = process.extract(one.word, list(near), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=10)
        for choice, likeness, _place in found:
            alike[choice] = max(likeness, alike.get(choice, 0.0))
    best = sorted(alike, key=lambda choice: (-alike[choice], choice))[:_MOST_LOOKED_AT]
    seen = [choice for choice in best if _is_known(near[choice], subjects, reader)]
    return seen[:_MOST_SUGGESTED]


def _is_known(where: dict[str, set[int]], subjects: Iterable[Subject], reader: Any) -> bool:
    return any(
        one.seen_by(reader).filter(pk__in=where[one.kind]).exists() for one in subjects if one.kind in where
    )
