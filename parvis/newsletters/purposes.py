"""Why this area writes, and whether it still should when the words leave."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.kit.freshness import cached
from parvis.newsletters import audience
from parvis.newsletters.models import Letter

LETTER = "newsletters.letter"
PLAN = "newsletters.plan"
LASTS = timedelta(days=10)  # a letter that waited longer is old: the next one is near
_TABLE = frozenset({"newsletters_letter"})


def register_all() -> None:
    """Say to the courier every purpose of this area."""
    letter = Purpose(
        LETTER, still_wanted=is_still_wanted, still_wanted_among=still_wanted_among, matter=Matter.ORDINARY,
        list_id=audience.LIST, list_words=_("the letter"),
    )  # fmt: skip
    register_purpose(letter)
    register_purpose(Purpose(PLAN, matter=Matter.DUTY))


def is_still_wanted(dispatch: Dispatch, now: datetime) -> bool:
    """The letter was not called back and is not old; who left its audience meanwhile does not get it."""
    return bool(still_wanted_among([dispatch], now))


def still_wanted_among(rows: Iterable[Dispatch], now: datetime) -> set[int]:
    """The keys of those still wanted: a query a letter, none for a letter to everybody."""
    by_letter: dict[int, list[Dispatch]] = defaultdict(list)
    for row in rows:
        by_letter[row.subject_id or 0].append(row)
    return {row.pk for pk, own in by_letter.items() for row in _wanted(pk, own, now)}


def _wanted(pk: int, rows: list[Dispatch], now: datetime) -> list[Dispatch]:
    found = _going().get(pk)
    if found is None or now - found[0] > LASTS:
        return []
    criteria = audience.read(found[1])
    if not criteria:
        return rows
    people = audience.readers(criteria, now).filter(pk__in=[row.person or 0 for row in rows])
    inside = set(people.values_list("pk", flat=True))
    return [row for row in rows if row.person in inside]


def _going() -> dict[int, tuple[datetime, Any]]:
    """The letters that left lately and were not called back: one reading for thousands of rows."""
    return cached("newsletters.going", _look, tables=_TABLE)


def _look() -> dict[int, tuple[datetime, Any]]:
    rows = Letter.objects.filter(left_at__isnull=False, stopped_at=None).order_by("-left_at")[:100]
    return {letter.pk: (letter.left_at, letter.audience) for letter in rows if letter.left_at}
