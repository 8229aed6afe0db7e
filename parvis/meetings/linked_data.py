"""A meeting in the words search engines read: schema.org/Event, only for what everybody may know."""

import json
from datetime import date
from typing import Any

from parvis.community.identity import current
from parvis.kit.moments import whole_days
from parvis.meetings.calendar_entries import coordinates_of, page_address, place_words
from parvis.meetings.models import Meeting

CONTEXT = "https://schema.org"
_MODES = {
    Meeting.Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Meeting.Mode.REMOTE: "OnlineEventAttendanceMode",
    Meeting.Mode.HYBRID: "MixedEventAttendanceMode",
}
# Data inside a page must not be able to end its element, nor any line of an old reader.
_SHIELDED = [(sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029"]


def linked(meeting: Meeting) -> dict[str, Any]:
    """The meeting, without @context; nobody is named, the community organises."""
    page, (begins, ends) = page_address(meeting), _span(meeting)
    known: dict[str, Any] = {
        "@type": "Event",
        "@id": page,
        "url": page,
        "name": meeting.title,
        "description": meeting.about or meeting.title,
        "startDate": begins.isoformat(),
        "endDate": ends.isoformat(),
        "eventStatus": f"{CONTEXT}/{'EventCancelled' if meeting.is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{CONTEXT}/{_MODES[Meeting.Mode(meeting.mode)]}",
        "location": _locations(meeting, page),
        "isAccessibleForFree": True,
        "offers": _offers(meeting, page),
        "organizer": {"@type": "Organization", "name": current().name},
    }
    if meeting.capacity is not None:
        known["maximumAttendeeCapacity"] = meeting.capacity
    return known


def in_page(meeting: Meeting) -> str:
    """The same as text for `<script type="application/ld+json">`: data, which no browser runs."""
    return shielded({"@context": CONTEXT, **linked(meeting)})


def shielded(data: Any) -> str:
    """JSON that cannot leave the element it stands in."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _SHIELDED:  # five passes of C: a megabyte costs a fortieth of what `translate` takes
        said = said.replace(sign, escaped)
    return said


def _span(meeting: Meeting) -> tuple[date, date]:
    """Moments with their offset; of whole days, the first and the last."""
    zone = current().zone
    days = whole_days(meeting.begins_at, meeting.ends_at, zone)
    return days or (meeting.begins_at.astimezone(zone), meeting.ends_at.astimezone(zone))


def _locations(meeting: Meeting, page: str) -> Any:
    """The place, the page for those at a distance, or both."""
    online = {"@type": "VirtualLocation", "url": page}  # the link itself is for those who have a seat
    if meeting.mode == Meeting.Mode.REMOTE:
        return online
    place, known = meeting.place, coordinates_of(meeting)
    there: dict[str, Any] = {"@type": "Place", "name": place_words(meeting) or current().name}
    there["address"] = (place.address if place else meeting.where) or there["name"]
    if known:
        there["geo"] = {"@type": "GeoCoordinates", "latitude": known[0], "longitude": known[1]}
    return [there, online] if meeting.mode == Meeting.Mode.HYBRID else there


def _offers(meeting: Meeting, page: str) -> dict[str, Any]:
    is_gone = meeting.is_cancelled or meeting.is_full()
    return {
        "@type": "Offer",
        "price": "0",
        "priceCurrency": "EUR",
        "availability": f"{CONTEXT}/{'SoldOut' if is_gone else 'InStock'}",
        "url": page,
        "validFrom": meeting.proposed_at.isoformat(),
    }
