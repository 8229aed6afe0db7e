"""What may be liked: meetings, notices, stories, places, each as its own page shows it to whoever looks.

Whoever may not see a thing reads what it is, and nothing of it: « une rencontre d’un cercle ».
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.aid.models import Notice
from parvis.meetings.models import Meeting
from parvis.meetings.seeing_places import visible_places
from parvis.wiki.models import Story
from parvis.wiki.seeing import visible_stories

MEETING = "meeting"
Subject = tuple[str, int]  # kind, id


@dataclass(frozen=True)
class Shown:
    """One thing as this person may see it: `title` in words that hide it when they may not."""

    kind: str
    pk: int
    title: str | Promise
    url: str = ""  # empty: not for this person
    meeting: Meeting | None = None

    @property
    def is_seen(self) -> bool:
        return bool(self.url)


@dataclass(frozen=True)
class Kind:
    """Things of one kind: the page of one, what somebody sees of some, what is read of the others."""

    name: str
    url_name: str
    find: Callable[[Iterable[int], Any], Iterable[Shown]]
    hidden: str | Promise
    this: str | Promise  # « cette rencontre », after a verb


def _meetings(pks: Iterable[int], member: Any) -> Iterator[Shown]:
    """Of one that is hidden, whether it is of a circle."""
    seen = Exists(Meeting.objects.visible_to(member).filter(pk=OuterRef("pk")))
    rows: Any = Meeting.objects.filter(pk__in=pks).for_page().annotate(is_seen=seen)
    for row in rows:
        if row.is_seen:
            yield _seen(MEETING, row.pk, row.title, row)
        else:
            yield Shown(MEETING, row.pk, _("A meeting of a circle") if row.circle_id else _NOT_FOR_YOU)


def _notices(pks: Iterable[int], member: Any) -> Iterator[Shown]:
    rows = Notice.objects.visible_to(member).live(timezone.now()).filter(pk__in=pks)
    return (_seen("notice", row.pk, row.words) for row in rows)


def _stories(pks: Iterable[int], member: Any) -> Iterator[Shown]:
    """Those of all first: which ones somebody was present at is asked only for the others."""
    found = list(Story.objects.visible_to(member).filter(pk__in=pks))
    if others := set(pks) - {row.pk for row in found}:
        found += visible_stories(member).filter(pk__in=others)
    return (_seen("story", row.pk, row.title) for row in found)


def _places(pks: Iterable[int], member: Any) -> Iterator[Shown]:
    return (_seen("place", row.pk, row.name) for row in visible_places(member).filter(pk__in=pks))


_NOT_FOR_YOU = _("A meeting you cannot see")
_GONE = _("A page that no longer exists")
KINDS = {
    kind.name: kind
    for kind in [
        Kind(MEETING, "meetings:meeting", _meetings, _GONE, _("this meeting")),
        Kind("notice", "aid:notice", _notices, _("A notice you cannot see"), _("this notice")),
        Kind("story", "wiki:story", _stories, _("A story you cannot see"), _("this story")),
        Kind("place", "meetings:place", _places, _("A place you cannot see"), _("this place")),
    ]
}
_BY_PAGE = {kind.url_name: kind for kind in KINDS.values()}


def of_path(path: str) -> Subject | None:
    """What the page at a path is about, if it may be liked."""
    try:
        return _of_match(resolve(path.partition("?")[0].partition("#")[0]))
    except Resolver404:
        return None


def page_of(subject: Subject) -> str:
    """The path of its page."""
    return reverse(KINDS[subject[0]].url_name, args=[subject[1]])


def shown_to(member: Any, subjects: Iterable[Subject]) -> dict[Subject, Shown]:
    """Each of these as this person may see it; one query a kind, nearly always."""
    wanted: dict[str, set[int]] = {}
    for kind, pk in subjects:
        wanted.setdefault(kind, set()).add(pk)
    shown: dict[Subject, Shown] = {}
    for name, pks in wanted.items():
        shown |= {(name, pk): Shown(name, pk, str(KINDS[name].hidden)) for pk in pks}
        shown |= {(name, one.pk): one for one in KINDS[name].find(pks, member)}
    return shown


def find(member: Any, subject: Subject) -> Shown | None:
    """One thing, if this person may see it."""
    if subject[0] not in KINDS:
        return None
    shown = shown_to(member, [subject])[subject]
    return shown if shown.is_seen else None


def of_words(kind: str, pk: str) -> Subject | None:
    """What a form names; None when it names nothing of ours."""
    is_number = pk.isascii() and pk.isdigit() and len(pk) < 16
    return (kind, int(pk)) if kind in KINDS and is_number else None


def is_still_to_come(shown: Shown, now: datetime) -> bool:
    """Whether it is a meeting one may take together now, seats apart."""
    meeting = shown.meeting
    if meeting is None or meeting.is_cancelled or not meeting.is_published:
        return False
    return not meeting.is_over(now) and not meeting.is_registered_there


def _seen(kind: str, pk: int, title: str, meeting: Meeting | None = None) -> Shown:
    return Shown(kind, pk, title, page_of((kind, pk)), meeting)


def _of_match(match: ResolverMatch | None) -> Subject | None:
    kind = _BY_PAGE.get(match.view_name) if match else None
    return (kind.name, int(match.kwargs["pk"])) if kind and match else None
