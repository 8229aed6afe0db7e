"""How strongly the past remembers each two people of a room: for whoever seats them, never for a page."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

import numpy as np
from django.db import models
from django.db.models import Q
from numpy.typing import NDArray

from parvis.chronicle.models import Encounter, Presence

HALF_LIFE = timedelta(days=180)
_LONGEST = 3 * 365  # days: what is older counts for nothing
_AT_A_TABLE = 8  # in a larger room two people hardly spoke: the more, the less it counts
_NOTHING = 0.02
_CHUNK = 5000


def met_before(
    persons: Sequence[int], *, at: datetime, leaving_out: models.Model | None = None
) -> NDArray[np.float64]:
    """(persons, persons), from 0 (never, or long ago) to 1 (at one table today); in the order given.

    Where a gathering was written table by table, only its tables count. leaving_out: the present gathering.
    """
    found = np.zeros((len(persons),) * 2)
    for weight, rows in _weighed(persons, at, leaving_out):
        index = np.array(rows)
        block = np.ix_(index, index)
        found[block] = np.maximum(found[block], weight)
    np.fill_diagonal(found, 0)
    found[found < _NOTHING] = 0
    return found


def in_small_company(close: int, most: int) -> Iterator[list[int]]:
    """The persons of each table, and of each room of at most `close` people, the oldest first."""
    small = Encounter.objects.filter(Q(table__gt=0) | Q(people__lte=close), people__gte=2)
    latest = small.order_by("-began_at", "-pk").values_list("pk", flat=True)[:most]
    rows = Presence.objects.filter(encounter__in=list(latest)).order_by("encounter__began_at", "encounter")
    pairs = rows.values_list("encounter", "person").iterator(chunk_size=_CHUNK)
    for _encounter, together in groupby(pairs, key=itemgetter(0)):
        persons = [person for _pk, person in together]
        if len(persons) <= 2 * close:
            yield persons


def _weighed(
    persons: Sequence[int], at: datetime, leaving_out: models.Model | None
) -> list[tuple[float, list[int]]]:
    """Each encounter of two or more of these people: its weight, and their places in the list."""
    place = {person: number for number, person in enumerate(persons)}
    there: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    facts: dict[tuple[str, int, int], tuple[datetime, int]] = {}
    for kind, number, table, began_at, people, person in _presences(persons, at, leaving_out):
        there[kind, number, table].append(place[person])
        facts[kind, number, table] = began_at, people
    seated = {(kind, number) for kind, number, table in there if table}
    return [
        (_weight(*facts[key], table=key[2], at=at), rows)
        for key, rows in there.items()
        if len(rows) > 1 and (key[2] or key[:2] not in seated)
    ]


def _presences(persons: Sequence[int], at: datetime, leaving_out: models.Model | None) -> "models.QuerySet":  # type: ignore[type-arg]
    rows = Presence.objects.filter(
        person__in=persons,
        encounter__began_at__gte=at - timedelta(days=_LONGEST),
        encounter__began_at__lte=at,
    )
    if leaving_out is not None:
        rows = rows.exclude(
            encounter__gathering_kind=leaving_out._meta.label_lower, encounter__gathering_id=leaving_out.pk
        )
    return rows.values_list(
        "encounter__gathering_kind", "encounter__gathering_id", "encounter__table",
        "encounter__began_at", "encounter__people", "person",
    )  # fmt: skip


def _weight(began_at: datetime, people: int, *, table: int, at: datetime) -> float:
    closeness = 1.0 if table else min(1.0, _AT_A_TABLE / max(people, 1))
    return float(closeness * 0.5 ** ((at - began_at) / HALF_LIFE))
