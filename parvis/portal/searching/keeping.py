"""Keep the index in step: after each deed at once, and once a day all of it, for what no deed told."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from parvis.community.models import Room
from parvis.kit.models import SearchEntry
from parvis.kit.searching.indexing import drop, put
from parvis.meetings.models import Meeting
from parvis.portal.searching.subjects import OF_KIND, SUBJECTS, Subject

A_BATCH = 200


def index(subject: Subject, ids: Iterable[int]) -> int:
    """Bring some rows' words up to date; those that are no longer there are forgotten. How many changed."""
    asked = set(ids)
    rows = {row.pk: row for row in subject.rows().filter(pk__in=asked)}
    changed = sum(put(subject.kind, pk, subject.document(row)) for pk, row in rows.items())
    return changed + drop(subject.kind, asked - rows.keys())


def index_after(kind: str, pk: int) -> None:
    """The row a deed is about, and what bears its name."""
    subject = OF_KIND.get(kind)
    if subject is not None:
        index(subject, [pk])
    if kind == "community.place":
        index(OF_KIND["meetings.meeting"], _ids(Meeting.objects.filter(place=pk)))
    elif kind == "community.circle":
        index(OF_KIND["meetings.meeting"], _ids(Meeting.objects.filter(circle=pk)))
    elif kind == "community.room":
        index_after("community.place", Room.objects.values_list("place_id", flat=True).get(pk=pk))
    elif kind == "meetings.series":
        index(OF_KIND["meetings.meeting"], _ids(Meeting.objects.filter(series=pk)))


def index_everything() -> int:
    """Look at every row there is, batch by batch; how many entries changed."""
    return sum(_sweep(subject) for subject in SUBJECTS)


def _sweep(subject: Subject) -> int:
    changed, last = 0, 0
    while ids := list(_ids(subject.rows().filter(pk__gt=last).order_by("pk"))[:A_BATCH]):
        with transaction.atomic():
            changed += index(subject, ids)
        last = ids[-1]
    known = set(SearchEntry.objects.filter(kind=subject.kind).values_list("subject_id", flat=True))
    gone = known - set(_ids(subject.rows()))
    return changed + (drop(subject.kind, gone) if gone else 0)


def _ids(rows: Any) -> Any:
    return rows.values_list("pk", flat=True)
