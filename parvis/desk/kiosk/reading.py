"""What one reads at the kiosk: the week, this evening, stories, and where the person is going."""

from datetime import datetime, timedelta

from django.utils import timezone

from parvis.meetings.listing import Days, by_day
from parvis.meetings.models import Meeting, Registration
from parvis.members.models import JournalEntry, Member
from parvis.wiki.models import Story
from parvis.wiki.seeing import visible_stories

A_WEEK = timedelta(days=7)
MOST_MEETINGS, MOST_STORIES, MOST_COMING, MOST_LINES = 40, 12, 12, 20


def week_of(reader: Member | None, now: datetime) -> Days:
    """The meetings of the coming seven days, by day, those cancelled too: who came for one reads it here."""
    known = Meeting.objects.visible_to(reader).filter(publication__isnull=False).upcoming(now)
    return by_day(known.filter(begins_at__lt=now + A_WEEK)[:MOST_MEETINGS])


def is_today(days: Days, now: datetime) -> bool:
    """Whether the first day of the week read is today."""
    return bool(days) and timezone.localdate(days[0][1][0].begins_at) <= timezone.localdate(now)


def coming_of(person: Member, now: datetime) -> list[Registration]:
    """Where they are going, the next one first."""
    live = person.registrations.live().filter(meeting__ends_at__gt=now)
    shown = live.select_related("meeting__place", "meeting__room__place", "meeting__cancellation")
    return list(shown.order_by("meeting__begins_at", "pk")[:MOST_COMING])


def stories() -> list[Story]:
    """The latest stories everybody may read."""
    return list(visible_stories(None).published().for_list().latest_first()[:MOST_STORIES])


def journal_of(person: Member) -> list[JournalEntry]:
    """What was done for them lately."""
    return list(person.journal.select_related("author").order_by("-at", "-pk")[:MOST_LINES])
