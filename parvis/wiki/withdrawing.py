"""Take back one's part of a story; nobody asks why."""

from datetime import datetime

from django.db import transaction

from parvis.chronicle.recording import record
from parvis.members.models import Member
from parvis.wiki.models import Photo, Sentence


@transaction.atomic
def withdraw(*, part: Sentence | Photo, by: Member, at: datetime) -> None:
    """The sentence or photo is gone, its file too. By its author, or by the keeper of the story."""
    if isinstance(part, Photo):
        storage, name = part.image.storage, str(part.image.name)
        transaction.on_commit(lambda: storage.delete(name))
    record("wiki.withdrawn", subject=part.story, at=at, person=by.pk)
    part.delete()
