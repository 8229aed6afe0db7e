"""The three kinds published at an hour: a letter, a meeting, a story. Each by its own area’s act."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.meetings import making_public
from parvis.meetings import permissions as meeting_permissions
from parvis.meetings.models import Meeting
from parvis.members.models import Member
from parvis.newsletters import audience
from parvis.newsletters.filling import gone_from
from parvis.newsletters.leaving import leave
from parvis.newsletters.models import Letter
from parvis.newsletters.permissions import can_write_letters
from parvis.newsletters.publishable import Publishable, register
from parvis.newsletters.sparing_weeks import check_week
from parvis.wiki import publishing as story_publishing
from parvis.wiki.models import Story

MOST = 40


def _letters(pks: Iterable[int]) -> Mapping[int, Letter]:
    return Letter.objects.in_bulk(list(pks))


def _draft_letters(member: Member, now: datetime) -> Iterable[Letter]:
    return Letter.objects.drafts()[:MOST] if can_write_letters(member) else ()


def _publish_letter(letter: Letter, by: Member, at: datetime) -> None:
    leave(letter=letter, by=by, at=at)


def _ask_of_letter(letter: Letter, now: datetime) -> str:
    return " ".join(gone_from(letter.sections.said(), now))[:280]


def _foresee_letter(letter: Letter, due_at: datetime, now: datetime) -> None:
    check_week(letter, audience.read(letter.audience), due_at, now)


def _meetings(pks: Iterable[int]) -> Mapping[int, Meeting]:
    return Meeting.objects.select_related("circle", "host", "publication", "cancellation").in_bulk(list(pks))


def _meetings_to_publish(member: Member, now: datetime) -> Iterable[Meeting]:
    """Proposals still to come that this person publishes."""
    rows = Meeting.objects.visible_to(member).filter(publication=None, cancellation=None, begins_at__gt=now)
    rows = rows.select_related("circle", "host").order_by("begins_at", "pk")
    return [row for row in rows[: 2 * MOST] if meeting_permissions.can_publish(member, row)][:MOST]


def _publish_meeting(meeting: Meeting, by: Member, at: datetime) -> None:
    making_public.publish(meeting=meeting, by=by, at=at)


def _ask_of_meeting(meeting: Meeting, now: datetime) -> str:
    """Announced when it is over, it would bring nobody together."""
    if meeting.is_cancelled:
        return _("This meeting is cancelled.")
    return _("This meeting has begun already, or is over.") if meeting.begins_at <= now else ""


def _stories(pks: Iterable[int]) -> Mapping[int, Story]:
    return Story.objects.select_related("circle").in_bulk(list(pks))


def _stories_to_publish(member: Member, now: datetime) -> Iterable[Story]:
    return Story.objects.kept_by(member).unpublished().latest_first()[:MOST]


def _may_publish_story(member: Member, story: Story) -> bool:
    return Story.objects.kept_by(member).filter(pk=story.pk).exists()


def _publish_story(story: Story, by: Member, at: datetime) -> None:
    story_publishing.publish(story=story, by=by, at=at)


def _page(name: str) -> Any:
    return lambda thing: reverse(name, args=[thing.pk])


LETTER = Publishable(
    "letter", words=gettext_lazy("Letter"), find=_letters, waiting_for=_draft_letters,
    may=lambda member, letter: can_write_letters(member), is_out=lambda letter: letter.has_left,
    publish=_publish_letter, path=_page("newsletters:reading"), ask=_ask_of_letter, foresee=_foresee_letter,
)  # fmt: skip
MEETING = Publishable(
    "meeting", words=gettext_lazy("Meeting"), find=_meetings, waiting_for=_meetings_to_publish,
    may=meeting_permissions.can_publish, is_out=lambda meeting: meeting.is_published,
    publish=_publish_meeting, path=_page("meetings:meeting"), ask=_ask_of_meeting,
)  # fmt: skip
STORY = Publishable(
    "story", words=gettext_lazy("Story"), find=_stories, waiting_for=_stories_to_publish,
    may=_may_publish_story, is_out=lambda story: story.is_published,
    publish=_publish_story, path=_page("wiki:story"),
)  # fmt: skip


def register_all() -> None:
    """Make the three kinds known."""
    for kind in (LETTER, MEETING, STORY):
        register(kind)
