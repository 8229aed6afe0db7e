"""The keeper of the culture reads a story again and gives it to everyone."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.models import Member
from parvis.wiki.models import Photo, Story
from parvis.wiki.telling import write_consent


class NotReady(Refusal):
    """Something is missing before the story can be shown; the way out leads to it."""


@transaction.atomic
def publish(*, story: Story, by: Member, at: datetime) -> Story:
    """Show the story to those it is for; publishing twice is publishing once.

    NotReady while nothing is told, or while a photo has no description or nobody agreed to it.
    """
    story = Story.objects.select_for_update().get(pk=story.pk)
    if story.is_published:
        return story
    if (missing := what_is_missing(story)) is not None:
        raise NotReady(missing, WayOut(_("Read it again"), reverse("wiki:review", args=[story.pk])))
    story.published_at, story.published_by = at, by
    story.save(update_fields=["published_at", "published_by"])
    record("wiki.published", subject=story, at=at, person=by.pk)
    return story


def what_is_missing(story: Story) -> str | None:
    """In words, what keeps this story from being published; None when nothing does."""
    photos = list(story.photos.all())
    if not photos and not story.sentences.exists():
        return _("Nobody has told anything yet.")
    if any(not photo.description for photo in photos):
        return _("A photo has no description. Say what one can see in it.")
    if any(not photo.people_agreed for photo in photos):
        return _("The people in a photo have not agreed yet. Ask them, or take the photo away.")
    return None


@transaction.atomic
def put_back(*, story: Story, by: Member, at: datetime) -> Story:
    """Take the story out of sight until it is read again; its voices and photos stay."""
    story = Story.objects.select_for_update().get(pk=story.pk)
    if story.is_published:
        story.published_at, story.published_by = None, None
        story.save(update_fields=["published_at", "published_by"])
        record("wiki.put_back", subject=story, at=at, person=by.pk)
    return story


@transaction.atomic
def describe(*, photo: Photo, description: str, people_agreed: bool, by: Member, at: datetime) -> Photo:
    """Say what one can see in a photo, and whether the people in it agreed."""
    if people_agreed and not photo.people_agreed:
        write_consent(member=by, at=at)
    photo.description, photo.people_agreed = description.strip(), people_agreed
    photo.save(update_fields=["description", "people_agreed"])
    record("wiki.photo_described", subject=photo.story, at=at, person=by.pk)
    return photo
