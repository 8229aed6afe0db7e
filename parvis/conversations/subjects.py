"""What threads may be about: areas say who organises it, who takes part, and what it is called.

    register_subject(CircleTalk())        # in `apps.ready()`

A thread about nothing in particular is for whoever answers the telephone (`DESK`).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import models

from parvis.conversations.models.thread import DESK, Thread
from parvis.members.models import Member, Scope

Ids = Collection[int] | models.QuerySet[Any]


@dataclass(frozen=True)
class Date:
    """When and where those of a thread meet."""

    begins_at: datetime
    where: str


class Subject(Protocol):
    """One kind of thing threads may be about. Every question takes numbers, few queries each."""

    kind: str  # "meetings.meeting"

    def titles(self, ids: Collection[int], reader: Member | None) -> dict[int, str]:
        """What each is called, for those this reader may know of; None: whoever looks over a shoulder."""

    def path(self, pk: int) -> str:
        """Its page."""

    def organisers(self, pk: int, now: datetime) -> list[Member]:
        """Who answers for it now, the first one first; never who is gone or kept out."""

    def people(self, pk: int, now: datetime) -> models.QuerySet[Member]:
        """Who takes part in its finite thread; nobody under fifteen."""

    def organised_by(self, member: Member, now: datetime) -> Ids:
        """The numbers of those this person answers for."""

    def shared_with(self, member: Member) -> Ids:
        """The numbers of those this person takes part in."""

    def offered_to(self, member: Member, now: datetime) -> dict[int, str]:
        """What this person may write about, with its name: theirs first, a few."""

    def date(self, pk: int) -> Date | None:
        """When and where it takes place, for what has a date."""


_subjects: dict[str, Subject] = {}
_pages: dict[str, Callable[[int, Member], str]] = {}
_scopes: dict[str, str] = {}


def register_subject(subject: Subject) -> None:
    """In `apps.ready()`. ValueError when somebody else answers for this kind."""
    if _subjects.setdefault(subject.kind, subject) is not subject:
        raise ValueError(f"two subjects are of kind {subject.kind}")


def register_page(kind: str, path: Callable[[int, Member], str], *, scope: str) -> None:
    """Threads of this kind are read and answered on a page of the area: path(number, who reads) → its path.

    scope: the mandate by which they are read out too, beside that for messages.
    """
    _scopes[kind] = scope
    if _pages.setdefault(kind, path) is not path:
        raise ValueError(f"two pages show threads of kind {kind}")


def own_page(thread: Thread, person: Member) -> str:
    """Where this person reads and answers it, when the area has a page for that; else nothing."""
    path = _pages.get(thread.subject_kind)
    return path(thread.subject_id or 0, person) if path else ""


def scopes_of(thread: Thread) -> set[str]:
    """By which mandates it may be read out."""
    return {Scope.MESSAGES, _scopes.get(thread.subject_kind, Scope.MESSAGES)}


def subjects() -> Iterable[Subject]:
    return _subjects.values()


def subject_of(thread: Thread) -> Subject:
    """KeyError for a kind nobody answers for any more."""
    return _subjects[thread.subject_kind]


def subject_at(kind: str) -> Subject:
    return _subjects[kind]


def is_known(kind: str) -> bool:
    return kind in _subjects


def key_of(about: models.Model | None) -> tuple[str, int | None]:
    """How a thread names what it is about. KeyError for a kind nobody answers for."""
    if about is None:
        return DESK, None
    kind = about._meta.label_lower
    _subjects[kind]
    return kind, about.pk


def organisers_of(thread: Thread, now: datetime) -> list[Member]:
    """Who answers in it now, but the person whose thread it is; the first one first."""
    own = subject_of(thread).organisers(thread.subject_id or 0, now)
    return [one for one in own if one.pk != thread.member_id]


def title_of(thread: Thread, reader: Member | None) -> str:
    """What it is about, if this reader may know; else nothing."""
    return titles_of([thread], reader).get(thread.pk, "")


def titles_of(threads: Iterable[Thread], reader: Member | None) -> dict[int, str]:
    """By thread, what each is about; a query for each kind."""
    by_kind: dict[str, list[Thread]] = {}
    for thread in threads:
        if thread.subject_kind in _subjects:
            by_kind.setdefault(thread.subject_kind, []).append(thread)
    found: dict[int, str] = {}
    for kind, some in by_kind.items():
        named = _subjects[kind].titles({one.subject_id or 0 for one in some}, reader)
        found |= {one.pk: named.get(one.subject_id or 0, "") for one in some}
    return found
