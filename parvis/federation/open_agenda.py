"""The programme as the towns' aggregators read it: records of the data set « evenements-publics-openagenda ».

Only the fields we know are given; none is invented: no town, no postal code, since a place has
one line of address.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from parvis.community.identity import current
from parvis.kit.moments import day_and_year, span
from parvis.meetings.calendar_entries import coordinates_of, page_address, place_words, uid_of
from parvis.meetings.models import Meeting

DATA_SET = "evenements-publics-openagenda"
KIND = "application/json; charset=utf-8"
_STATUS = {
    False: {"id": 1, "label": {"fr": "Programmé", "en": "Scheduled"}},
    True: {"id": 6, "label": {"fr": "Annulé", "en": "Cancelled"}},
}
_MODES = {
    Meeting.Mode.IN_PERSON: {"id": 1, "label": {"fr": "Sur place", "en": "In situ"}},
    Meeting.Mode.REMOTE: {"id": 2, "label": {"fr": "En ligne", "en": "Online"}},
    Meeting.Mode.HYBRID: {"id": 3, "label": {"fr": "Mixte", "en": "Mixed"}},
}
_SHORT = 200


def open_agenda(meetings: Iterable[Meeting]) -> bytes:
    """The whole answer: nhits, parameters, records."""
    records = [_record(meeting) for meeting in meetings]
    parameters = {"dataset": DATA_SET, "rows": len(records), "start": 0, "format": "json", "timezone": "UTC"}
    whole = {"nhits": len(records), "parameters": parameters, "records": records}
    return json.dumps(whole, ensure_ascii=False).encode()


def _record(meeting: Meeting) -> dict[str, Any]:
    changed_at = _utc(meeting.changed_at or meeting.proposed_at)
    record = {
        "datasetid": DATA_SET,
        "recordid": uuid5(UUID(current().uid), uid_of(meeting)).hex,
        "fields": {name: value for name, value in _fields(meeting, changed_at).items() if value},
        "record_timestamp": changed_at,
    }
    if known := coordinates_of(meeting):
        record["geometry"] = {"type": "Point", "coordinates": [known[1], known[0]]}
    return record


def _fields(meeting: Meeting, changed_at: str) -> dict[str, Any]:
    page, known = page_address(meeting), coordinates_of(meeting)
    begins, ends = _utc(meeting.begins_at), _utc(meeting.ends_at)
    zone = current().zone
    timing = {
        "begin": meeting.begins_at.astimezone(zone).isoformat(),
        "end": meeting.ends_at.astimezone(zone).isoformat(),
    }
    return {
        "uid": str(meeting.pk),
        "slug": f"rencontre-{meeting.pk}",
        "canonicalurl": page,
        "title_fr": meeting.title,
        "description_fr": meeting.about[:_SHORT] or meeting.title,
        "longdescription_fr": meeting.about,
        "daterange_fr": f"{day_and_year(meeting.begins_at)}, {span(meeting.begins_at, meeting.ends_at)}",
        "timings": json.dumps([timing]),
        "firstdate_begin": begins,
        "firstdate_end": ends,
        "lastdate_begin": begins,
        "lastdate_end": ends,
        "updatedat": changed_at,
        "status": json.dumps(_STATUS[meeting.is_cancelled]),
        "attendancemode": json.dumps(_MODES[Meeting.Mode(meeting.mode)]),
        "registration": json.dumps([{"type": "link", "value": page}]),
        "conditions_fr": "Gratuit",
        "keywords_fr": meeting.circle.name if meeting.circle else "",
        "originagenda_title": current().name,
        "originagenda_uid": current().uid,
        "location_coordinates": list(known) if known else None,
        **_location(meeting),
    }


def _location(meeting: Meeting) -> dict[str, Any]:
    if meeting.mode == Meeting.Mode.REMOTE:
        return {}
    place = meeting.place
    return {
        "location_uid": str(place.pk) if place else "",
        "location_name": place_words(meeting),
        "location_address": place.address if place else meeting.where,
        "location_access_fr": place.access if place else "",
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
