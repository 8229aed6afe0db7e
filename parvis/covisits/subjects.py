"""What may be liked: meetings, notices, stories, places, each as its own page shows it to whoever looks.

Whoever may not see a thing reads what it is, and nothing of it: « une rencontre d’un cercle ».
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.aid.models import Notice
from parvis.meetings.models import Meeting
from parvis.meetings.seeing_places import visible_places
from parvis.wiki.seeing import visible_stories

MEETING = "meeting"
Subject = tuple[str, int]  # kind, id


@dataclass(frozen=True)
class Shown:
    """One thing as this person may see it: `title` in words that hide it when they may not."""

    kind: str
    pk: int
    title: str
    url: str = ""  # empty: not for this person
    meeting: Meeting | None = None

    @property
    def is_seen(self) -> bool:
        return bool(self.url)


@dataclass(frozen=True)
class Kind:
    """Things of one kind: the page of one, what somebody sees of some, what the others read."""

    name: str
    url_name: str
    find: Callable[[Iterable[int], Any], Mapping[int, tuple[str, Meeting | None]]]
    hidden: str | Promise
    this: str | Promise  # « cette rencontre », after a verb


def _meetings(pks: Iterable[int], member: Any) -> dict[int, tuple[str, Meeting | None]]:
    rows = Meeting.objects.visible_to(member).for_page().filter(pk__in=pks)
    return {row.pk: (row.title, row) for row in rows}


def _notices(pks: Iterable[int], member: Any) -> dict[int, tuple[str, Meeting | None]]:
    rows = Notice.objects.visible_to(member).live(timezone.now()).filter(pk__in=pks)
    return {row.pk: (row.words, None) for row in rows}


def _stories(pks: Iterable[int], member: Any) -> dict[int, tuple[str, Meeting | None]]:
    rows = visible_stories(member).filter(pk__in=pks)
    return {row.pk: (row.title, None) for row in rows}


def _places(pks: Iterable[int], member: Any) -> dict[int, tuple[str, Meeting | None]]:
    return {row.pk: (row.name, None) for row in visible_places(member).filter(pk__in=pks)}


KINDS = {
    kind.name: kind
    for kind in [
        Kind(MEETING, "meetings:meeting", _meetings, _("A meeting you cannot see"), _("this meeting")),
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
    """Each of these as this person may see it; one query a kind, one more when a meeting is hidden."""
    wanted: dict[str, set[int]] = {}
    for kind, pk in subjects:
        wanted.setdefault(kind, set()).add(pk)
    shown: dict[Subject, Shown] = {}
    for name, pks in wanted.items():
        found = KINDS[name].find(pks, member)
        why = _hidden(name, pks - found.keys())
        for pk in pks:
            title, meeting = found.get(pk, (str(why.get(pk, "")), None))
            url = page_of((name, pk)) if pk in found else ""
            shown[name, pk] = Shown(name, pk, title, url, meeting)
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


def _hidden(kind: str, pks: set[int]) -> dict[int, str | Promise]:
    """Why somebody does not see these, saying nothing of them; what is gone says so."""
    if not pks or kind != MEETING:
        return dict.fromkeys(pks, KINDS[kind].hidden)
    why: dict[int, str | Promise] = dict.fromkeys(pks, _("A page that no longer exists"))
    for pk, circle in Meeting.objects.filter(pk__in=pks).values_list("pk", "circle"):
        why[pk] = _("A meeting of a circle") if circle else _("A meeting you cannot see")
    return why


def _of_match(match: ResolverMatch | None) -> Subject | None:
    kind = _BY_PAGE.get(match.view_name) if match else None
    return (kind.name, int(match.kwargs["pk"])) if kind and match else None
