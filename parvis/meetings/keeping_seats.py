"""Until when seats stay kept for those who call: a rule, and the moment it gives. Nothing is written here."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from parvis.courier.letterhead import letterhead
from parvis.meetings.models import Meeting

_RULES = {
    Meeting.KeptUntil.TWO_DAYS: (2, time(18)),
    Meeting.KeptUntil.EVE: (1, time(18)),
    Meeting.KeptUntil.MORNING: (0, time(9)),
}


def set_hour(meeting: Meeting, at: datetime) -> None:
    """Write on the meeting (not saved) when its kept seats open to all; None: they stay kept.

    A moment that is past when the seats are first kept would keep nothing: then they stay kept too.
    """
    until_at = _moment(meeting.begins_at, meeting.kept_until) if meeting.telephone_seats else None
    meeting.telephone_seats_until_at = until_at if until_at is not None and until_at > at else None


def _moment(begins_at: datetime, rule: str) -> datetime | None:
    if rule not in _RULES:
        return None
    days, hour = _RULES[Meeting.KeptUntil(rule)]
    zone = ZoneInfo(letterhead().time_zone)
    moment = datetime.combine(begins_at.astimezone(zone).date() - timedelta(days=days), hour, zone)
    return moment if moment < begins_at else None
