"""The poll becomes a meeting: proposed like any other, so that every check applies."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.community.models import Circle
from parvis.meetings.models import DatePoll, Meeting, ProposedDate
from parvis.meetings.polls.answering import PollOver
from parvis.meetings.polls.bringing import Brought, bring_in
from parvis.meetings.polls.permissions import check_manages
from parvis.meetings.proposing import propose
from parvis.meetings.refusals import to_someone
from parvis.members.models import Member


class Became(NamedTuple):
    """The meeting, and who was brought to it."""

    meeting: Meeting
    brought: Brought


@transaction.atomic
def become_meeting(
    *,
    poll: DatePoll,
    date: ProposedDate,
    by: Member,
    at: datetime,
    begins_at: datetime | None = None,
    ends_at: datetime | None = None,
    visibility: str = "",
    circle: Circle | None = None,
    distinct_from: Mapping[str, str] | None = None,
) -> Became:
    """One date is chosen. begins_at, ends_at: the hours, when the date is a whole day.

    visibility, circle: for whom the meeting is; empty: as the poll was. distinct_from: as for `propose`.
    A second time: that same meeting.
    Published by an animator only: people are brought when it is. Raises NotYours, PollOver, CannotPropose.
    """
    poll = DatePoll.objects.locked(poll.pk)
    check_manages(by, poll)
    if poll.meeting is not None:
        return Became(poll.meeting, Brought())
    if poll.state == DatePoll.State.CANCELLED:
        raise PollOver(_("This poll is cancelled. Open it again first."), to_someone())
    date = poll.dates.get(pk=date.pk)
    meeting = propose(
        **_facts(poll, visibility, circle), begins_at=begins_at or date.begins_at,
        ends_at=ends_at or date.ends_at, host=by, at=at, distinct_from=distinct_from,
    )  # fmt: skip
    poll.meeting, poll.chosen, poll.state, poll.ended_at = meeting, date, DatePoll.State.SETTLED, at
    poll.save(update_fields=["meeting", "chosen", "state", "ended_at"])
    record("meetings.date_chosen", subject=poll, person=by.pk, at=at, meeting=meeting.pk)
    return Became(meeting, bring_in(meeting, at))


def _facts(poll: DatePoll, visibility: str, circle: Circle | None) -> dict[str, Any]:
    like_poll = "circle" if poll.circle else "members"
    return {
        "title": poll.title, "about": poll.about, "place": poll.place, "room": poll.room, "where": poll.where,
        "capacity": poll.capacity, "visibility": visibility or like_poll,
        "circle": circle or (poll.circle if not visibility else None),
    }  # fmt: skip
