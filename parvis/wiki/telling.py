"""Tell together: a story begins, each adds a sentence or a photo."""

import hashlib
from datetime import date, datetime
from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from PIL import Image

from parvis.chronicle.recording import record
from parvis.community.models import Circle
from parvis.kit.images import clean_image
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.models import Consent, Member
from parvis.wiki.models import Photo, Sentence, Story

MOST_SENTENCES = 5  # of one person in one story: it is told by several
MOST_PHOTOS = 10
LARGEST_SIDE = 1200
PHOTO_CONSENT = "wiki.photo"


class ToldEnough(Refusal):
    """One voice must not become the whole story."""


@transaction.atomic
def begin(
    *,
    title: str,
    happened_on: date,
    at: datetime,
    place_name: str = "",
    is_public: bool = True,
    circle: Circle | None = None,
) -> Story:
    """Open a story: nothing is told yet, nobody sees it but those who may tell it and its keeper.

    is_public False: members only; with a circle: this circle only.
    """
    story = Story.objects.create(
        title=title[:160],
        happened_on=happened_on,
        place_name=place_name[:160],
        is_public=is_public and circle is None,
        circle=circle,
        begun_at=at,
    )
    record("wiki.begun", subject=story, at=at)
    return story


def signatures(member: Member) -> list[str]:
    """The names under which somebody may sign: whole, first name, pen name. Nobody signs for another."""
    pen_name = getattr(member, "pen_name", None)
    names = [member.name, member.first_name, pen_name.name if pen_name else ""]
    return list(dict.fromkeys(name for name in names if name))


@transaction.atomic
def add_sentence(*, story: Story, author: Member, words: str, signed_as: str, at: datetime) -> Sentence:
    """Somebody's words, kept as they were said; sent twice, they are there once.

    signed_as: one of `signatures(author)`, or "" to stay unnamed. ValueError otherwise. ToldEnough.
    """
    if signed_as and signed_as not in signatures(author):
        raise ValueError("not a name of this author")
    Story.objects.select_for_update().get(pk=story.pk)
    own = Sentence.objects.filter(story=story, author=author)
    same: Sentence | None = own.filter(words=words.strip()).first()
    if same:
        return same
    _leave_room(own.count(), MOST_SENTENCES, story)
    sentence = Sentence.objects.create(
        story=story, author=author, words=words.strip(), signed=signed_as, said_at=at
    )
    record("wiki.sentence_added", subject=story, at=at, person=author.pk)
    return sentence


@transaction.atomic
def add_photo(
    *, story: Story, author: Member, file: IO[bytes], description: str, people_agreed: bool, at: datetime
) -> Photo:
    """A photo, written anew without its camera's data; the same one sent twice is there once.

    It is shown once it is described and the people in it agreed. NotAPicture, ToldEnough.
    """
    content = clean_image(file, LARGEST_SIDE)
    stem = f"{story.pk}-{hashlib.sha256(content).hexdigest()[:20]}"
    Story.objects.select_for_update().get(pk=story.pk)
    own = Photo.objects.filter(story=story, author=author)
    same: Photo | None = own.filter(image__contains=f"/{stem}").first()
    if same:
        return same
    _leave_room(own.count(), MOST_PHOTOS, story)
    width, height = Image.open(BytesIO(content)).size
    photo = Photo(
        story=story,
        width=width,
        height=height,
        author=author,
        description=description.strip(),
        people_agreed=people_agreed,
        added_at=at,
    )
    photo.image.save(f"{stem}.webp", ContentFile(content), save=False)
    photo.save()
    if people_agreed:
        write_consent(member=author, at=at)
    record("wiki.photo_added", subject=story, at=at, person=author.pk)
    return photo


def write_consent(*, member: Member, at: datetime, how: str = Consent.How.SCREEN) -> None:
    """Keep who said that the people in a photo agreed, and the exact sentence they ticked or answered."""
    Consent.objects.create(
        member=member, purpose=PHOTO_CONSENT, sentence=consent_sentence(), how=how, given_at=at
    )


def consent_sentence() -> str:
    """The sentence beside the box."""
    return _("The people one can recognise agree that this photo is shown here.")


def _leave_room(already: int, most: int, story: Story) -> None:
    if already >= most:
        raise ToldEnough(
            _("You have already told a lot. Leave some room for the others."),
            WayOut(_("Read the story"), reverse("wiki:story", args=[story.pk])),
        )
