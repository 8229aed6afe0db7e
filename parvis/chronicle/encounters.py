"""Write down who was together. Persons are opaque ids; nothing here tells about one person.

First meetings: all encounters are put in order (when they began, then table, then id); a pair meets for
the first time in the first one that holds both. So the sum over all encounters is the number of pairs
who ever met, whatever the order in which gatherings were closed or corrected: `meet` counts again the
encounter it writes and every later one which shares two persons with what changed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import models, transaction
from django.db.models import Count

from parvis.chronicle.models import Cursor, Encounter, Presence
from parvis.chronicle.pairs import first_meetings

WRITING = "chronicle.encounters"  # this cursor's row is the lock: two counts at once would both be wrong


@transaction.atomic
def meet(
    *,
    gathering: models.Model,
    began_at: datetime,
    minutes: int,
    persons: Sequence[int],
    unnamed: int,
    table: int = 0,
) -> Encounter:
    """Write, or replace, the encounter of a gathering (table 0: the whole room) and its presences.

    persons: ids of those who were named; unnamed: how many more were in the room. Same input, same rows.
    """
    one_at_a_time()
    key = {**_key(gathering), "table": table}
    present = set(persons)
    old = Encounter.objects.filter(**key).first()
    values = {"began_at": began_at, "minutes": minutes, "people": len(present) + unnamed}
    encounter, _made = Encounter.objects.update_or_create(**key, defaults=values)
    before = set(encounter.presences.values_list("person", flat=True))
    encounter.presences.filter(person__in=before - present).delete()
    Presence.objects.bulk_create(Presence(encounter=encounter, person=person) for person in present - before)
    _count_again(
        since=min(began_at, old.began_at) if old else began_at, among=before | present, also=encounter.pk
    )
    encounter.refresh_from_db()
    return encounter


@dataclass(frozen=True)
class AtTable:
    """A table of a gathering: its number (from 1, another one in each round), who sat there and how long."""

    table: int
    began_at: datetime
    minutes: int
    persons: Sequence[int]
    people: int  # everyone, also those nobody named


@transaction.atomic
def sit(*, gathering: models.Model, tables: Sequence[AtTable]) -> None:
    """Write who sat together at a gathering whose room is written; tables known before and not told again go.

    A part of the room, never more: its hours are counted once, and its pairs met in the room already.
    """
    one_at_a_time()
    rows = Encounter.objects.filter(**_key(gathering)).exclude(table=0)
    among = set(Presence.objects.filter(encounter__in=rows).values_list("person", flat=True))
    since = [*rows.values_list("began_at", flat=True), *(one.began_at for one in tables)]
    rows.delete()
    for one in tables:
        encounter = Encounter.objects.create(
            **_key(gathering), table=one.table, began_at=one.began_at, minutes=one.minutes, people=one.people
        )
        Presence.objects.bulk_create(
            Presence(encounter=encounter, person=person) for person in set(one.persons)
        )
        among |= set(one.persons)
    if since:
        _count_again(since=min(since), among=among)


@transaction.atomic
def say_met_new(*, gathering: models.Model, people: int) -> None:
    """So many of those who were there say that they met somebody new: a count, given of five people at
    least, which is of the whole room and nobody's. A gathering nobody wrote down yet: nothing happens.
    """
    Encounter.objects.filter(**_key(gathering), table=0).update(met_new=people)


@transaction.atomic
def forget(*, gathering: models.Model) -> None:
    """The gathering did not happen after all: its encounters go, later ones are counted again."""
    one_at_a_time()
    gone = Encounter.objects.filter(**_key(gathering)).order_by("began_at")
    first = gone.first()
    if first is None:
        return
    among = set(Presence.objects.filter(encounter__in=gone).values_list("person", flat=True))
    gone.delete()
    _count_again(since=first.began_at, among=among)


def _key(gathering: models.Model) -> dict[str, Any]:
    return {"gathering_kind": gathering._meta.label_lower, "gathering_id": gathering.pk}


def one_at_a_time() -> None:
    """Wait until nobody else writes encounters, until the transaction ends."""
    Cursor.objects.get_or_create(name=WRITING)
    Cursor.objects.select_for_update().get(name=WRITING)


def _count_again(*, since: datetime, among: set[int], also: int = 0) -> None:
    """Bring first_meetings up to date where it may have changed."""
    sharing_two = (
        Encounter.objects.filter(began_at__gte=since, presences__person__in=among)
        .annotate(shared=Count("presences"))
        .filter(shared__gte=2)
    )
    stale = dict(sharing_two.values_list("pk", "first_meetings"))
    if also:
        stale[also] = Encounter.objects.values_list("first_meetings", flat=True).get(pk=also)
    counts = first_meetings(_history(set(stale)))
    for pk, known in stale.items():
        if counts.get(pk, 0) != known:
            Encounter.objects.filter(pk=pk).update(first_meetings=counts.get(pk, 0))


def _history(encounters: set[int]) -> Iterator[tuple[int, list[int]]]:
    """Every encounter, in order, of the people who were in these ones; others' presences left out."""
    people = Presence.objects.filter(encounter__in=encounters).values("person")
    rows = (
        Presence.objects.filter(person__in=people)
        .order_by("encounter__began_at", "encounter__table", "encounter")
        .values_list("encounter", "person")
    )
    for encounter, group in groupby(rows.iterator(chunk_size=5000), key=itemgetter(0)):
        yield encounter, [person for _encounter, person in group]
