"""Meetings announced elsewhere come in: known by their name in calendars, with the way to their organiser."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from parvis.chronicle.recording import record
from parvis.meetings import publishing
from parvis.meetings.checking import SHARED, check, tidied
from parvis.meetings.materialising import PROMOTION_STOPS
from parvis.meetings.models import Meeting
from parvis.meetings.reserving import give_back, keep_bookings
from parvis.members.models import Member

LONGEST_UID = 255
_BLANK = Meeting()
_EMPTY: dict[str, Any] = {name: getattr(_BLANK, name) for name in SHARED}


@transaction.atomic
def bring_in(
    *,
    facts: Mapping[str, Any],
    uid: str,
    origin_url: str,
    is_registered_there: bool,
    by: Member | None,
    at: datetime,
) -> Meeting:
    """The meeting, published; known by this uid already: that same meeting, unchanged.

    facts: in the words of `propose`, begins_at and ends_at among them; it may be over. Raises CannotPropose.
    """
    if known := Meeting.objects.filter(uid=uid).first():
        return known
    whole = tidied({**_EMPTY, **facts})
    check(whole)
    meeting = Meeting.objects.create(
        **{name: whole[name] for name in (*SHARED, "begins_at", "ends_at")},
        promotion_stops_at=whole["begins_at"] - PROMOTION_STOPS,
        proposed_at=at,
        uid=uid[:LONGEST_UID],
        origin_url=origin_url,
        is_registered_there=is_registered_there and bool(origin_url),
    )
    keep_bookings([meeting], at)
    record("meetings.brought_in", subject=meeting, at=at, person=by.pk if by else None)
    publishing.put(meeting, by, at)
    return meeting


@transaction.atomic
def point_to(*, meeting: Meeting, origin_url: str, is_registered_there: bool) -> None:
    """The organiser's page moved, or registering did."""
    there = is_registered_there and bool(origin_url)
    Meeting.objects.filter(pk=meeting.pk).update(origin_url=origin_url, is_registered_there=there)


@transaction.atomic
def take_back(*, meeting: Meeting, at: datetime) -> bool:
    """It never came: gone without a trace, unless it is over or somebody is coming; whether it went."""
    meeting = Meeting.objects.locked(meeting.pk)
    if meeting.is_over(at) or meeting.registrations.exists():
        return False
    give_back([meeting], at)
    meeting.delete()
    return True
