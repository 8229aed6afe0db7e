"""Dates compared, as in a date poll: yes, if needed or no to each, and the one to propose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from parvis.community.identity import current
from parvis.covisits.listing import liked_by, subjects_of
from parvis.covisits.models import Leaning, Visitor
from parvis.covisits.subjects import MEETING
from parvis.covisits.visiting import hold_for, stir
from parvis.meetings import seating
from parvis.meetings.models import DateAnswer, Meeting
from parvis.meetings.permissions import can_see
from parvis.meetings.polls.choosing import choose, tally
from parvis.members.models import Member

MOST = 8
Says = DateAnswer.Says


@dataclass(frozen=True)
class Dated:
    """One meeting among others, and who could come: names in words."""

    meeting: Meeting
    yes: str
    maybe: str
    mine: str  # what this visitor said
    is_best: bool
    has_seats: bool  # for everybody who is here


def liked_meetings(visitor: Visitor) -> list[int]:
    """Those anybody here likes."""
    return [pk for kind, pk in subjects_of(visitor) if kind == MEETING]


def candidates(liked: list[int], member: Any, now: datetime) -> list[Meeting]:
    """These meetings, and the other dates of their series: the next ones first. One query."""
    seen = Meeting.objects.visible_to(member).live().filter(is_registered_there=False)
    series = seen.filter(pk__in=liked, series__isnull=False).values("series")
    rows = seen.upcoming(now).filter(Q(pk__in=liked) | Q(series__in=series)).for_act()
    first = sorted(rows[: 4 * MOST], key=lambda one: (one.pk not in liked, one.begins_at))[:MOST]
    return sorted(first, key=lambda one: (one.begins_at, one.pk))


def alternatives(
    visitor: Visitor, meeting: Meeting, member: Any, people: int, now: datetime
) -> list[Meeting]:
    """Other meetings with seats for all: other dates of the same series, then what is liked."""
    liked = liked_meetings(visitor)
    seen = Meeting.objects.visible_to(member).live().filter(is_registered_there=False).exclude(pk=meeting.pk)
    same = Q(series=meeting.series_id) if meeting.series_id else Q(pk__in=[])
    rows = seen.upcoming(now).filter(same | Q(pk__in=liked)).for_act()[: 4 * MOST]
    free = [one for one in rows if not seating.would_wait(one, people)]
    return sorted(free, key=lambda one: (one.series_id != meeting.series_id, one.begins_at))[:MOST]


def compared(visitor: Visitor, meetings: list[Meeting], names: dict[int, str], now: datetime) -> list[Dated]:
    """Each date with those it suits; of those with seats for all, the best one is marked."""
    rows = Leaning.objects.filter(visitor__in=names, meeting__in=meetings)
    said = list(rows.values_list("meeting", "visitor", "says"))
    room = {one.pk: not seating.would_wait(one, len(names)) for one in meetings}
    free = [(one.pk, one.begins_at) for one in meetings if room[one.pk]]
    tallies = tally(free, [(pk, says) for pk, _who, says in said if room[pk]])
    best = choose(tallies, now).best

    def of(meeting: Meeting, what: str) -> str:
        return liked_by([who for pk, who, says in said if pk == meeting.pk and says == what], names)

    mine = {pk: says for pk, who, says in said if who == visitor.pk}
    return [
        Dated(
            one, of(one, Says.YES), of(one, Says.MAYBE), mine.get(one.pk, ""),
            best is not None and best.date == one.pk, room[one.pk],
        )
        for one in meetings
    ]  # fmt: skip


@transaction.atomic
def say(*, visitor: Visitor, says: Mapping[int, str], at: datetime) -> None:
    """Meeting → yes, maybe or no; what is not said stays as it was. They were seen by this person."""
    held = hold_for(visitor, at)
    for pk, word in sorted(says.items()):
        Leaning.objects.update_or_create(visitor=visitor, meeting_id=pk, defaults={"says": word})
    stir(held, at)


def cannot_come(visitors: list[Visitor], meeting: Meeting, names: dict[int, str]) -> list[str]:
    """Names of those who may not see this meeting, and so cannot come; « vous » for oneself."""
    if meeting.visibility == Meeting.Visibility.PUBLIC and current().is_open and not meeting.circle_id:
        return []  # nearly always, and then nobody needs to look
    members = Member.objects.in_bulk([one.member_id for one in visitors if one.member_id])
    seen = {pk: can_see(members.get(pk or 0), meeting) for pk in {one.member_id for one in visitors}}
    return [names[one.pk] for one in visitors if not seen[one.member_id] and one.pk in names]
