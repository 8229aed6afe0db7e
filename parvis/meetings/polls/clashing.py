"""What stands in the way of the dates of a poll: the same look as before any meeting is published."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from parvis.community.models import Circle
from parvis.meetings.models import DatePoll, Meeting, ProposedDate
from parvis.meetings.noticing.looking import look
from parvis.meetings.noticing.noticed import Date, Noticed
from parvis.members.models import Member

Hours = tuple[datetime, datetime]


def look_at(
    poll: DatePoll, hours: Sequence[Hours], *, viewer: Member, circle: Circle | None = None
) -> Noticed:
    """What this meeting would resemble or disturb at these hours, as the viewer may know it."""
    first = min(hours)
    meeting = Meeting(
        title=poll.title, about=poll.about, place=poll.place, room=poll.room, where=poll.where,
        circle=circle or poll.circle, host=viewer, begins_at=first[0], ends_at=first[1],
    )  # fmt: skip
    return look(meeting, hours, viewer=viewer)


def asking_dates(
    poll: DatePoll, dates: Sequence[ProposedDate], now: datetime, *, viewer: Member
) -> dict[int, Date]:
    """The dates (numbers) that ask for a look; whole days say nothing yet, nor do those that are past."""
    looked = [date for date in dates if not date.is_whole_day and date.begins_at > now]
    if not looked:
        return {}
    noticed = look_at(poll, [(date.begins_at, date.ends_at) for date in looked], viewer=viewer)
    return {date.pk: seen for date, seen in zip(looked, noticed.dates, strict=False) if seen.asks}


def is_known(date: Date, apart: Mapping[str, frozenset[str]], *, has_read: bool) -> bool:
    """Whether who asked has read all of it: each meeting told is another one, and the place is as it is."""
    told = all(set(notice.finding.kinds) <= apart.get(notice.key, frozenset()) for notice in date.notices)
    return not date.asks or (told and has_read)
