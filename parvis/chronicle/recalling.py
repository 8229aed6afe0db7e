"""Recall to a person what the chronicle holds of them alone: for their own export, never for a page."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from parvis.chronicle.models import Deed, Presence

CHUNK = 500


def deeds_of(person: int) -> Iterator[tuple[datetime, str]]:
    """When and what: by them, or on their behalf."""
    theirs = Deed.objects.filter(Q(person=person) | Q(for_person=person)).order_by("at", "pk")
    yield from theirs.values_list("at", "verb").iterator(CHUNK)


def times_together(person: int) -> Iterator[tuple[datetime, int, int]]:
    """When, how many minutes, how many were there. Who else was there is theirs to tell."""
    rows = Presence.objects.filter(person=person).order_by("encounter__began_at", "pk")
    columns = ("encounter__began_at", "encounter__minutes", "encounter__people")
    yield from rows.values_list(*columns).iterator(CHUNK)
