"""Conversations about meetings: who answers, who takes part, when those who come may talk together."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.urls import reverse

from parvis.community.models import Circle
from parvis.community.switches import is_on
from parvis.conversations.about_us import at_work, for_all, leaders
from parvis.conversations.models import Thread
from parvis.conversations.opening import open_among, thread_about
from parvis.conversations.showing import Line, last_lines
from parvis.conversations.subjects import Date, Ids
from parvis.kit.one_request import once
from parvis.meetings.leading import circles_led_by
from parvis.meetings.models import Meeting, Registration
from parvis.members.models import Member, Role

STAYS_OPEN = timedelta(days=3)  # after the meeting: thanks, a scarf that was left behind
MOST_OFFERED = 12
MOST_LINES = 3
_SECRET = Circle.Joining.SECRET


class MeetingTalk:
    """The host answers, and whoever animates the circle; those who come take part."""

    kind = Meeting._meta.label_lower

    def titles(self, ids: Collection[int], reader: Member | None) -> dict[int, str]:
        if reader is None:
            known = Meeting.objects.exclude(circle__joining=_SECRET)
        else:
            known = Meeting.objects.visible_to(reader)
        return dict(known.filter(pk__in=ids).values_list("pk", "title"))

    def path(self, pk: int) -> str:
        return reverse("meetings:meeting", args=[pk])

    def organisers(self, pk: int, now: datetime) -> list[Member]:
        meeting = _meeting(pk)
        return leaders(_animating(meeting, now), now, first=meeting.host_id) if meeting else []

    def people(self, pk: int, now: datetime) -> models.QuerySet[Member]:
        seated = Registration.objects.live().verified().filter(meeting=pk)
        return Member.objects.let_in(now).shown_to_all().filter(pk__in=seated.values("member"))

    def organised_by(self, member: Member, now: datetime) -> Ids:
        led = circles_led_by(member)
        mine = models.Q(host=member) | models.Q(circle__in=[circle for circle in led if circle])
        if None in led:
            mine |= models.Q(circle=None)
        return Meeting.objects.filter(mine).values("pk")

    def shared_with(self, member: Member) -> Ids:
        if member.minor_until_on:
            return []
        return Registration.objects.live().verified().filter(member=member).values("meeting")

    def offered_to(self, member: Member, now: datetime) -> dict[int, str]:
        coming = Registration.objects.live().filter(member=member).to_come(now)
        return dict(coming.values_list("meeting", "meeting__title")[:MOST_OFFERED])

    def date(self, pk: int) -> Date | None:
        meeting = _meeting(pk)
        return Date(meeting.begins_at, meeting.where_words) if meeting else None


def _meeting(pk: int) -> Meeting | None:
    """Asked once a page, for who answers, and for its date."""
    rows = Meeting.objects.select_related("place", "room__place").filter(pk=pk)
    return once(("meetings.talked_about", pk), rows.first)


def _animating(meeting: Meeting, now: datetime) -> models.QuerySet[Role]:
    """Of its circle; of the whole community for a meeting of no circle."""
    if meeting.circle_id is None:
        return for_all(Role.Kind.ANIMATOR, now)
    return at_work(Role.Kind.ANIMATOR, now).filter(circle=meeting.circle_id)


def let_them_talk(*, meeting: Meeting, by: Member, at: datetime) -> Thread:
    """The finite thread of those who come, until some days after; the one that is open. NotForYou."""
    return open_among(about=meeting, by=by, closes_at=meeting.ends_at + STAYS_OPEN, at=at)


@dataclass(frozen=True)
class Talk:
    """What the meeting's page shows of its thread: the last words, to those who take part."""

    thread: Thread | None
    lines: list[Line]
    may_open: bool


def talk_of(meeting: Meeting, reader: Member, now: datetime, *, comes: bool, leads: bool) -> Talk | None:
    """None for everybody else, and when there is nothing to show or to open."""
    is_part = leads or (comes and reader.minor_until_on is None)
    if not is_part or not meeting.is_published or meeting.is_cancelled or not is_on("conversations"):
        return None
    thread = thread_about(meeting, now)
    may_open = leads and thread is None and now < meeting.ends_at
    if thread is None and not may_open:
        return None
    lines = last_lines(thread, reader, MOST_LINES) if thread else []
    return Talk(thread, lines, may_open)
