"""What stories hold of people: sentences, photos, who published."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from parvis.members.holdings.register import Going, Holding, KeptFile, Row, register
from parvis.members.holdings.rows import forget, rows_of
from parvis.members.models import Member, Role, Texts
from parvis.wiki.models import Photo, Sentence, Story
from parvis.wiki.seeing import visible_stories

_SENTENCES = {"story": _("Story"), "said_at": _("When"), "signed": _("Signed"), "words": _("Words")}
_PHOTOS = {"story": _("Story"), "added_at": _("When"), "description": _("What one sees")}
_SENTENCE_COLUMNS = ("story__title", "said_at", "signed", "words")
_PHOTO_COLUMNS = ("story__title", "added_at", "description")


def _sentences(member: Member) -> Iterator[Row]:
    rows = Sentence.objects.filter(author=member).order_by("said_at", "pk")
    return rows_of(_SENTENCES, rows.values_list(*_SENTENCE_COLUMNS))


def _sentences_told_to(member: Member, reader: Member) -> Iterator[Row]:
    rows = Sentence.objects.filter(author=member, story__in=visible_stories(reader)).order_by("said_at", "pk")
    return rows_of(_SENTENCES, rows.values_list(*_SENTENCE_COLUMNS))


def _photos(member: Member) -> Iterator[Row]:
    rows = Photo.objects.filter(author=member).order_by("added_at", "pk")
    return rows_of(_PHOTOS, rows.values_list(*_PHOTO_COLUMNS))


def _files(member: Member) -> Iterator[KeptFile]:
    for photo in Photo.objects.filter(author=member).select_related("story").order_by("added_at", "pk"):
        name = f"{photo.added_at:%Y-%m-%d}-{photo.pk}.webp"
        words = photo.description or photo.story.title
        yield KeptFile(name, photo.image.storage, str(photo.image.name), words)


def signature(texts: str) -> str:
    """« une voisine », « un voisin »: who signs what somebody who left had told."""
    with override(settings.LANGUAGE_CODE):
        return gettext("a neighbour (she)") if texts == Texts.SHE else gettext("a neighbour (he)")


def _forget_sentences(going: Going) -> None:
    theirs = Sentence.objects.filter(author=going.member)
    if going.texts == Texts.GONE:
        theirs.delete()
        return
    theirs.exclude(signed="").update(signed=signature(going.texts))
    theirs.update(author=None)


def _forget_photos(going: Going) -> None:
    """Files first: whatever stops us, no file is left that no row knows."""
    theirs = Photo.objects.filter(author=going.member)
    if going.texts == Texts.GONE:
        for photo in theirs.only("image"):
            photo.image.storage.delete(str(photo.image.name))
        theirs.delete()
    theirs.update(author=None)
    forget(going.member, (Story, "published_by"))


SENTENCES = Holding(
    "wiki.sentences",
    words=_("The sentences somebody added to stories"),
    why=_("To tell together what was lived."),
    kept_for=_("As long as the story. Whoever leaves chooses what becomes of them."),
    seen_by=_("Those who may read the story, under the name the person chose."),
    roles=(Role.Kind.KEEPER,),
    columns=("wiki.Sentence.author",),
    fields=_SENTENCES,
    export=_sentences,
    export_to=_sentences_told_to,
    erase=_forget_sentences,
)
PHOTOS = Holding(
    "wiki.photos",
    words=_("The photos somebody added to stories"),
    why=_("To show together what was lived."),
    kept_for=_("As long as the story. Whoever leaves chooses what becomes of them."),
    seen_by=_("Those who may read the story."),
    roles=(Role.Kind.KEEPER,),
    columns=("wiki.Photo.author", "wiki.Story.published_by"),
    fields=_PHOTOS,
    export=_photos,
    files=_files,
    erase=_forget_photos,
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(SENTENCES, PHOTOS)
