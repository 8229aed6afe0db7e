"""Search among notices: accents and word families do not matter, circles do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parvis.aid.finding import KIND
from parvis.aid.models import Notice
from parvis.aid.models.notice import NoticeQuerySet
from parvis.kit.searching.matching import MOST_LETTERS, match, wanted

A_PAGE = 20
MOST_PAGES = 500
_AT_A_TIME = 80  # matches whose rights are asked at once


@dataclass(frozen=True)
class Asked:
    """What somebody looks at: words as typed, one direction or both (""), one kind or all ("")."""

    words: str = ""
    direction: str = ""
    category: str = ""
    page: int = 1


@dataclass(frozen=True)
class Page:
    """One page of notices, and whether more follow."""

    notices: list[Notice]
    number: int
    follows: bool


def seek(asked: Asked, reader: Any, now: datetime) -> Page:
    """The notices this reader may know of: the best answers first, or the latest when nothing was typed."""
    rows = Notice.objects.visible_to(reader).live(now)
    if asked.direction:
        rows = rows.filter(direction=asked.direction)
    if asked.category:
        rows = rows.filter(category=asked.category)
    number = min(max(asked.page, 1), MOST_PAGES)
    start = (number - 1) * A_PAGE
    words = wanted(asked.words[:MOST_LETTERS])
    if not words:
        latest = rows.latest_first().values_list("pk", flat=True)
        ids = list(latest[start : start + A_PAGE + 1])
        return Page(_read(ids[:A_PAGE]), number, len(ids) > A_PAGE)
    seen = _first_seen(
        rows, [found.subject_id for found in match(words, [KIND], now=now)], start + A_PAGE + 1
    )
    return Page(_read(seen[start : start + A_PAGE]), number, len(seen) > start + A_PAGE)


def _read(ids: list[int]) -> list[Notice]:
    """These notices, in this order, with what a line says of each."""
    known = Notice.objects.for_list().in_bulk(ids)
    return [known[pk] for pk in ids if pk in known]


def _first_seen(rows: NoticeQuerySet, ids: list[int], most: int) -> list[int]:
    """The first so many of these that the rows hold: rights before anything is shown."""
    seen: list[int] = []
    for start in range(0, len(ids), _AT_A_TIME):
        some = ids[start : start + _AT_A_TIME]
        known = set(rows.filter(pk__in=some).values_list("pk", flat=True))
        seen += [pk for pk in some if pk in known]
        if len(seen) >= most:
            break
    return seen[:most]
