"""The shared list: what is liked and by whom, in words and never in numbers, as each may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.utils.translation import gettext as _

from parvis.covisits.going import SEATED, going
from parvis.covisits.models import Choice, ChoiceAnswer, Heart, Visitor
from parvis.covisits.naming import first_names, joined
from parvis.covisits.subjects import MEETING, Shown, Subject, is_still_to_come, shown_to
from parvis.meetings.models import Meeting

MOST = 100


@dataclass(frozen=True)
class Line:
    """One thing of the list."""

    shown: Shown
    liked_by: str  # « vous et Rosa »
    is_mine: bool
    can_be_taken: bool
    going: str = ""  # who comes to it already
    all_go: bool = False


def here_with(visitor: Visitor) -> list[Visitor]:
    """Those who are here, the first to come first: asked once for one page, with the pass."""
    if visitor.company is None:
        visitor.company = list(visitor.co_visit.visitors.here())
    return visitor.company


def names_here(visitor: Visitor) -> dict[int, str]:
    """Visitor → how they are called, « vous » for oneself; those who are here, the first to come first."""
    here = here_with(visitor)
    names = dict(zip((one.pk for one in here), first_names(here), strict=True))
    return {pk: _("you") if pk == visitor.pk else name for pk, name in names.items()}


def list_for(
    visitor: Visitor, member: Any, names: dict[int, str], now: datetime
) -> tuple[list[Line], list[Meeting]]:
    """What those who are here like: what most like first, then what comes first. And where this visitor meets
    the others, as `meetings_taken`."""
    likes, taken = _liked_and_taken(visitor, names)
    shown = shown_to(member, [*likes, *taken])
    ahead = [pk for kind, pk in likes if is_still_to_come(shown[kind, pk], now)]
    known = going(visitor, here_with(visitor), ahead)

    def line(one: Shown, who: list[int]) -> Line:
        is_ahead = one.kind == MEETING and one.pk in ahead
        coming = known.get(one.pk, set()) if is_ahead else set()
        words, all_go = liked_by(list(coming), names), is_ahead and coming >= names.keys()
        return Line(one, liked_by(who, names), visitor.pk in who, is_ahead, words, all_go)

    lines = [line(shown[subject], who) for subject, who in likes.items()]
    lines.sort(key=lambda line: (-len(likes[line.shown.kind, line.shown.pk]), _hour(line.shown)))
    meet = [meeting for subject in taken if (meeting := shown[subject].meeting)]
    return lines, sorted(meet, key=lambda meeting: meeting.begins_at)


def liked_by(who: list[int], names: dict[int, str]) -> str:
    """« Rosa et vous », in the order of coming; empty when nobody likes it."""
    return joined([name for pk, name in names.items() if pk in who])


def subjects_of(visitor: Visitor) -> list[Subject]:
    """What anybody here likes."""
    rows = Heart.objects.filter(visitor__co_visit=visitor.co_visit_id, visitor__left_at=None)
    return list(rows.order_by("pk").values_list("kind", "subject_id").distinct()[:MOST])


def meetings_taken(visitor: Visitor, member: Any) -> list[Meeting]:
    """Where this visitor meets the others, as they may see it, the next one first; not what they wait for."""
    taken = _taken(visitor).values("choice__meeting")
    return list(Meeting.objects.visible_to(member).for_page().filter(pk__in=taken).order_by("begins_at"))


def _taken(visitor: Visitor) -> QuerySet[ChoiceAnswer]:
    theirs = ChoiceAnswer.objects.filter(visitor=visitor, registration__state__in=SEATED)
    return theirs.filter(choice__state=Choice.State.DONE, choice__meeting__isnull=False)


def _liked_and_taken(
    visitor: Visitor, names: Iterable[int]
) -> tuple[dict[Subject, list[int]], list[Subject]]:
    """What is liked, by whom, the first heart first; and what was taken. One query."""
    hearts = Heart.objects.filter(visitor__in=names).annotate(
        since=F("given_at"), what=F("kind"), of=F("subject_id"), who=F("visitor")
    )
    nothing = Value("", CharField())
    taken = _taken(visitor).annotate(
        since=F("answered_at"), what=nothing, of=F("choice__meeting"), who=F("visitor")
    )
    columns = ("since", "pk", "what", "of", "who")
    rows = hearts.values_list(*columns).union(taken.values_list(*columns), all=True)
    likes, meet = dict[Subject, list[int]](), list[Subject]()
    for _since, _pk, what, of, who in rows.order_by("since", "pk"):
        if not what:
            meet.append((MEETING, of))
        elif (what, of) in likes or len(likes) < MOST:
            likes.setdefault((what, of), []).append(who)
    return likes, meet


def _hour(shown: Shown) -> tuple[bool, datetime | str]:
    return (False, shown.meeting.begins_at.isoformat()) if shown.meeting else (True, str(shown.title))
