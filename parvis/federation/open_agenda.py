"""The programme as the towns' aggregators read it: records of the data set « evenements-publics-openagenda ».

Only the fields we know are given; none is invented: no town, no postal code, since a place has
one line of address.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from parvis.community.identity import current
from parvis.kit.moments import day_and_year, span
from parvis.meetings.calendar_entries import uid_in
from parvis.meetings.calendar_facts import Facts
from parvis.meetings.models import Meeting

DATA_SET = "evenements-publics-openagenda"
KIND = "application/json; charset=utf-8"
_STATUS = {
    False: json.dumps({"id": 1, "label": {"fr": "Programmé", "en": "Scheduled"}}),
    True: json.dumps({"id": 6, "label": {"fr": "Annulé", "en": "Cancelled"}}),
}
_MODES = {
    Meeting.Mode.IN_PERSON.value: json.dumps({"id": 1, "label": {"fr": "Sur place", "en": "In situ"}}),
    Meeting.Mode.REMOTE.value: json.dumps({"id": 2, "label": {"fr": "En ligne", "en": "Online"}}),
    Meeting.Mode.HYBRID.value: json.dumps({"id": 3, "label": {"fr": "Mixte", "en": "Mixed"}}),
}
_SHORT = 200


def open_agenda(meetings: Iterable[tuple[Facts, int | None]], *, programme: str) -> bytes:
    """The whole answer: nhits, parameters, records. meetings: each with its place (id).

    programme: the whole address under which their pages stand.
    """
    here = current()
    ours = _Ours(here.name, here.uid, UUID(here.uid), here.zone, programme)
    records = [_record(facts, place, ours) for facts, place in meetings]
    parameters = {"dataset": DATA_SET, "rows": len(records), "start": 0, "format": "json", "timezone": "UTC"}
    whole = {"nhits": len(records), "parameters": parameters, "records": records}
    return json.dumps(whole, ensure_ascii=False).encode()


@dataclass(frozen=True)
class _Ours:
    """What all records say alike, looked up once."""

    name: str
    uid: str
    root: UUID
    zone: ZoneInfo
    programme: str


def _record(facts: Facts, place: int | None, ours: _Ours) -> dict[str, Any]:
    changed_at = _utc(facts.noted_at)
    record = {
        "datasetid": DATA_SET,
        "recordid": uuid5(ours.root, uid_in(facts, ours.uid)).hex,
        "fields": {name: value for name, value in _fields(facts, place, changed_at, ours).items() if value},
        "record_timestamp": changed_at,
    }
    if known := facts.coordinates:
        record["geometry"] = {"type": "Point", "coordinates": [known[1], known[0]]}
    return record


def _fields(facts: Facts, place: int | None, changed_at: str, ours: _Ours) -> dict[str, Any]:
    page, known = f"{ours.programme}{facts.pk}/", facts.coordinates
    begins, ends = _utc(facts.begins_at), _utc(facts.ends_at)
    timing = {
        "begin": facts.begins_at.astimezone(ours.zone).isoformat(),
        "end": facts.ends_at.astimezone(ours.zone).isoformat(),
    }
    return {
        "uid": str(facts.pk),
        "slug": f"rencontre-{facts.pk}",
        "canonicalurl": page,
        "title_fr": facts.title,
        "description_fr": facts.about[:_SHORT] or facts.title,
        "longdescription_fr": facts.about,
        "daterange_fr": f"{day_and_year(facts.begins_at)}, {span(facts.begins_at, facts.ends_at)}",
        "timings": json.dumps([timing]),
        "firstdate_begin": begins,
        "firstdate_end": ends,
        "lastdate_begin": begins,
        "lastdate_end": ends,
        "updatedat": changed_at,
        "status": _STATUS[facts.is_off],
        "attendancemode": _MODES[facts.mode],
        "registration": json.dumps([{"type": "link", "value": page}]),
        "conditions_fr": "Gratuit",
        "keywords_fr": facts.circle or "",
        "originagenda_title": ours.name,
        "originagenda_uid": ours.uid,
        "location_coordinates": list(known) if known else None,
        **({} if facts.is_remote else _location(facts, place)),
    }


def _location(facts: Facts, place: int | None) -> dict[str, Any]:
    return {
        "location_uid": str(place) if place else "",
        "location_name": facts.place_words,
        "location_address": facts.address if place else facts.where,
        "location_access_fr": facts.access if place else "",
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
