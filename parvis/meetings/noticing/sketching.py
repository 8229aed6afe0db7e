"""Sketches of rows, for judging: of a meeting one holds, and of the many others the programme knows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Substr

from parvis.meetings.models import Meeting, key_of
from parvis.meetings.noticing.judging import ABOUT_READ
from parvis.meetings.noticing.sketch import Sketch

_COLUMNS = (
    "pk", "series_id", "title", "begins_at", "ends_at", "place_id", "room_id", "where", "mode", "host_id",
    "circle_id", "publics", "link", "place__name", "place__address", "place__latitude", "place__longitude",
    "place__is_shared",
)  # fmt: skip


def sketch_of(meeting: Meeting, begins_at: datetime | None = None, ends_at: datetime | None = None) -> Sketch:
    """Of a meeting, written or not yet; at other hours if they are given."""
    place = meeting.place
    known = {
        "pk": meeting.pk, "series_id": meeting.series_id, "title": meeting.title, "mode": meeting.mode,
        "begins_at": begins_at or meeting.begins_at, "ends_at": ends_at or meeting.ends_at,
        "place_id": meeting.place_id, "room_id": meeting.room_id, "where": meeting.where,
        "host_id": meeting.host_id, "circle_id": meeting.circle_id, "publics": meeting.publics,
        "link": meeting.link, "text": meeting.about[:ABOUT_READ],
        "place__name": place and place.name, "place__address": place and place.address,
        "place__latitude": place and place.latitude, "place__longitude": place and place.longitude,
        "place__is_shared": place and place.is_shared,
    }  # fmt: skip
    return _sketch(known, key_of(meeting) if meeting.pk or meeting.series_id else "")


def sketches_of(meetings: QuerySet[Meeting], most: int | None = None) -> list[tuple[int, Sketch]]:
    """(id, sketch) of many rows, the first to begin first; one query, no model is made."""
    rows = meetings.annotate(text=Substr("about", 1, ABOUT_READ)).values(*_COLUMNS, "text")
    return [(row["pk"], _sketch(row, _key(row))) for row in rows.order_by("begins_at", "pk")[:most]]


def _key(row: dict[str, Any]) -> str:
    return f"series:{row['series_id']}" if row["series_id"] else f"meeting:{row['pk']}"


def _sketch(row: dict[str, Any], key: str) -> Sketch:
    is_remote = row["mode"] == Meeting.Mode.REMOTE
    latitude, longitude = row["place__latitude"], row["place__longitude"]
    return Sketch(
        title=row["title"],
        begins_at=row["begins_at"],
        ends_at=row["ends_at"],
        key=key,
        place=None if is_remote else row["place_id"],
        room=None if is_remote else row["room_id"],
        is_shared=bool(row["place__is_shared"]),
        where="" if is_remote else row["place__name"] or row["where"],
        address="" if is_remote else row["place__address"] or "",
        point=None if is_remote or latitude is None or longitude is None else (latitude, longitude),
        people=frozenset([f"{row['host_id']}"] if row["host_id"] else ()),
        circle=f"{row['circle_id'] or ''}",
        publics=frozenset(publics_in(row["publics"])),
        link=row["link"],
        about=row["text"],
    )


def publics_in(words: str) -> Iterable[str]:
    """The publics of a column « families,seniors »."""
    return (public for public in words.split(",") if public)
