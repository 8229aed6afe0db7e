"""The notices a call may speak of: the caller's own, and those of others that both may know of."""

from dataclasses import dataclass

from parvis.aid.models import Notice, NoticeEnd
from parvis.aid.models.notice import NoticeQuerySet
from parvis.aid.renewing import COMES_BACK_WITHIN
from parvis.aid.seeking import Asked, seek
from parvis.community.models import Circle
from parvis.desk.taking import Caller

MOST_OWN, MOST_OTHERS = 12, 30


@dataclass(frozen=True)
class Notices:
    own: list[Notice]
    others: list[Notice]


def notices_for(caller: Caller) -> Notices:
    """Both, remembered for this page."""
    found: Notices = caller.once("notices", lambda: look_up(caller))
    return found


def look_up(caller: Caller) -> Notices:
    """Both in one question, the latest first."""
    own, others = _own(caller)[:MOST_OWN].values("pk"), _others(caller)[:MOST_OTHERS].values("pk")
    # SQLite takes no limit inside a union: each side is named first.
    named = [Notice.objects.filter(pk__in=some).values("pk") for some in (own, others)]
    rows = Notice.objects.filter(pk__in=named[0].union(named[1])).for_list().latest_first()
    theirs = [one for one in rows if one.author_id == caller.person.pk]
    return Notices(
        [one for one in theirs if not one.has_ended or one.end.why == NoticeEnd.Why.OVER],
        [one for one in rows if one.author_id != caller.person.pk],
    )


def _own(caller: Caller) -> NoticeQuerySet:
    """Theirs that stand, or whose days have just gone by; those of a secret circle only its members hear."""
    hidden = Circle.objects.filter(joining=Circle.Joining.SECRET).exclude(pk__in=caller.by.circle_ids)
    rows = Notice.objects.filter(author=caller.person, ends_at__gt=caller.at - COMES_BACK_WITHIN)
    return rows.exclude(circle__in=hidden).latest_first()


def _others(caller: Caller) -> NoticeQuerySet:
    known = Notice.objects.visible_to(caller.person).visible_to(caller.by)
    return known.live(caller.at).exclude(author=caller.person).latest_first()


def other_one(caller: Caller, pk: int) -> Notice | None:
    """One of others that both may know of, however long ago it was written."""
    return _others(caller).for_list().filter(pk=pk).first()


def sought(caller: Caller, words: str) -> list[Notice]:
    """Those of others that both may know of and that hold these words, the best first; two questions."""
    found = seek(Asked(words=words), caller.person, caller.at).notices if words.strip() else []
    both = set(_others(caller).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    return [one for one in found if one.pk in both]
