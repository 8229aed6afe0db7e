"""The next day: « Une phrase, une photo ? », asked once of those who were there; the story begins."""

from datetime import datetime, timedelta

from django.db import transaction

from parvis.chronicle.recording import record
from parvis.meetings import announcing, purposes, wording
from parvis.meetings.materialising import local_day
from parvis.meetings.models import Meeting, Telling
from parvis.members.models import Member
from parvis.members.reaching import reach
from parvis.wiki.models import Story

ASKED_WITHIN = timedelta(days=3)  # later, the moment has gone


@transaction.atomic
def begin_story(*, meeting: Meeting, at: datetime) -> Telling:
    """The telling of a meeting, its story begun if nobody had. Members only unless the meeting was public."""
    meeting = Meeting.objects.locked(meeting.pk)
    if known := Telling.objects.filter(meeting=meeting).select_related("story").first():
        return known
    story = Story.objects.create(
        title=meeting.title,
        happened_on=local_day(meeting.begins_at),
        place_name=meeting.where_words[:160],
        is_public=meeting.visibility == Meeting.Visibility.PUBLIC,
        begun_at=at,
    )
    telling = Telling.objects.create(meeting=meeting, story=story)
    record("meetings.told", subject=meeting, at=at, story=story.pk)
    return telling


@transaction.atomic
def ask_those_present(*, meeting: Meeting, at: datetime) -> Telling:
    """Ask each member who was there, once, for a sentence or a photo."""
    telling = begin_story(meeting=meeting, at=at)
    if telling.asked_at is not None:
        return telling
    present = Member.objects.filter(arrivals__meeting=meeting).distinct().prefetch_related("contact_points")
    for member in present.order_by("pk"):
        words = announcing.speak(member, lambda: wording.question(meeting))
        key = f"{purposes.TELLING}:{meeting.pk}:{member.pk}"
        reach(member, purposes.TELLING, words, subject=meeting, at=at, once_key=key)
    telling.asked_at = at
    telling.save(update_fields=["asked_at"])
    return telling


def ask_due(now: datetime) -> int:
    """Ask about every meeting that happened yesterday or just before; how many meetings."""
    recent = Meeting.objects.live().filter(
        ends_at__gt=now - ASKED_WITHIN, ends_at__lt=now, is_improvised=False, arrivals__member__isnull=False
    )
    unasked = recent.exclude(telling__asked_at__isnull=False).exclude(closing__happened=False).distinct()
    due = [meeting for meeting in unasked if local_day(meeting.ends_at) < local_day(now)]
    for meeting in due:
        ask_those_present(meeting=meeting, at=now)
    return len(due)
