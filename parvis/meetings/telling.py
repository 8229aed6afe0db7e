"""The next day: « Comment était-ce ? », asked once of those who were there; the story begins.

One message for both asks: a few questions, and a sentence or a photo.
"""

from datetime import datetime, timedelta

from django.db import transaction

from parvis.chronicle.recording import record
from parvis.community.models import Circle
from parvis.meetings.feedback.asking import open_feedback
from parvis.meetings.feedback.telling import ask_one
from parvis.meetings.materialising import local_day
from parvis.meetings.models import Meeting, Telling
from parvis.members.models import Member
from parvis.wiki.telling import begin

ASKED_WITHIN = timedelta(days=3)  # later, the moment has gone


@transaction.atomic
def begin_story(*, meeting: Meeting, at: datetime) -> Telling:
    """The telling of a meeting, its story begun if nobody had: seen by those the meeting was for."""
    meeting = Meeting.objects.locked(meeting.pk)
    if known := Telling.objects.filter(meeting=meeting).select_related("story").first():
        return known
    story = begin(
        title=meeting.title,
        happened_on=local_day(meeting.begins_at),
        place_name=meeting.where_words,
        is_public=meeting.visibility == Meeting.Visibility.PUBLIC,
        circle=meeting.circle if _is_of_its_circle(meeting) else None,
        at=at,
    )
    telling = Telling.objects.create(meeting=meeting, story=story)
    record("meetings.told", subject=meeting, at=at, story=story.pk)
    return telling


@transaction.atomic
def ask_those_present(*, meeting: Meeting, at: datetime) -> Telling:
    """Ask each member who was there, once, how it was, and for a sentence or a photo."""
    telling = begin_story(meeting=meeting, at=at)
    if telling.asked_at is not None:
        return telling
    present = Member.objects.let_in(at).filter(arrivals__meeting=meeting).distinct()
    people = list(present.prefetch_related("contact_points").order_by("pk"))
    guests = open_feedback(meeting=meeting, people=people, at=at)
    for member in people:
        ask_one(member, meeting, telling.story_id, guests.get(member.pk), at)
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


def stories_to_tell(member: Member) -> list[int]:
    """The ids of the stories of meetings this person was at: theirs to read and to tell."""
    there = Telling.objects.filter(meeting__arrivals__member=member)
    return list(there.values_list("story_id", flat=True).distinct())


def _is_of_its_circle(meeting: Meeting) -> bool:
    """Only the circle may read its story: it met among itself, or it is secret."""
    if meeting.circle is None:
        return False
    is_secret = meeting.circle.joining == Circle.Joining.SECRET
    return is_secret or meeting.visibility == Meeting.Visibility.CIRCLE
