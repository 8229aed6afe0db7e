"""A sentence or a photo that came by mail: kept for the story, unsigned, read again before anybody sees it.

Of photos one question is asked back: may they be shown? Nobody but the keeper and who sent them sees them
before a yes; a no takes them away.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.courier.attachments import Attached
from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import Purpose, register_purpose
from parvis.courier.readers import know_reader
from parvis.courier.replying import Reply, register_reply, reply_address
from parvis.members.asking_for_mandates import says_no, says_yes
from parvis.members.models import Consent, Member
from parvis.members.reaching import Route, Words, reach
from parvis.members.speaking import speak
from parvis.wiki.models import Photo, Sentence, Story
from parvis.wiki.telling import add_photo, add_sentence, consent_sentence, write_consent
from parvis.wiki.withdrawing import withdraw

TOLD = "wiki.told"
LONGEST = 2000  # letters of one sentence


def register_all() -> None:
    """Make known what is said back, and who acts on « oui » and « non »."""
    register_purpose(Purpose(TOLD, is_answer=True, still_wanted=_is_there))
    register_reply(TOLD, _photos_answered)
    know_reader(TOLD, _keeper)


@transaction.atomic
def tell(
    *, story: Story, author: Member, words: str, pictures: Sequence[Attached], sender: str, at: datetime
) -> bool:
    """Keep them, and say so to the address they came from; False for words too long to be one's sentence.

    NotAPicture, ToldEnough.
    """
    words = words.strip()
    if len(words) > LONGEST or not (words or pictures):
        return False
    sentence = None
    if words:
        sentence = add_sentence(story=story, author=author, words=words, signed_as="", at=at)
    photos = [
        add_photo(
            story=story, author=author, file=BytesIO(one.content), description="", people_agreed=False, at=at
        )
        for one in pictures
    ]
    _say_it_is_kept(story, author, sentence, len(photos), sender, at)
    return True


def _say_it_is_kept(
    story: Story, author: Member, sentence: Sentence | None, photos: int, sender: str, at: datetime
) -> None:
    key = f"{TOLD}:{story.pk}:{author.pk}:{sentence.pk if sentence else 0}:{at:%Y%m%d%H%M}"
    reach(
        author,
        TOLD,
        speak(author, lambda: _kept(story, sentence, photos)),
        subject=story,
        at=at,
        once_key=key,
        route=Route(Channel.MAIL, sender),
        reply_to=reply_address(TOLD, subject=story.pk, person=author.pk) if photos else "",
    )


def _kept(story: Story, sentence: Sentence | None, photos: int) -> Words:
    parts = [_("Thank you. It is kept for the story “%(title)s”.") % {"title": story.title}]
    if sentence is not None:
        parts.append(f"« {sentence.words} »")
        parts.append(
            _("It is read again before it appears, without your name. To take it back, open the story.")
        )
    if photos:
        parts.append(ngettext("May your photo be shown?", "May your photos be shown?", photos))
        parts.append(_("“%(sentence)s” Answer “oui” or “non”.") % {"sentence": consent_sentence()})
        parts.append(_("Without a yes nobody sees it. A no takes it away."))
    title = _("Thank you, it is kept") if not photos else _("Thank you. May your photo be shown?")
    link = reverse("wiki:story", args=[story.pk])
    return Words(title=title, body="\n\n".join(parts), link=link, link_words=_("See the story"))


@transaction.atomic
def _photos_answered(reply: Reply, at: datetime) -> bool:
    """« oui »: they may be shown once they are described. « non »: they are gone. Else a person reads."""
    member = Member.objects.let_in(at).filter(pk=reply.person).first()
    waiting = Photo.objects.filter(story=reply.subject, author=reply.person, people_agreed=False)
    photos = list(waiting.select_related("story").select_for_update(of=("self",)))
    if member is None or not (says_yes(reply.text) or says_no(reply.text)):
        return False
    if says_yes(reply.text) and photos:
        write_consent(member=member, at=at, how=Consent.How.MAIL)
        waiting.filter(pk__in=[photo.pk for photo in photos]).update(people_agreed=True)
    elif says_no(reply.text):
        for photo in photos:
            withdraw(part=photo, by=member, at=at)
    return True


def _keeper(story: int, _person: int) -> int | None:
    """Whoever reads this story again."""
    found = Story.objects.filter(pk=story).first()
    if found is None:
        return None
    members = Member.objects.filter(left_at=None, roles__kind="keeper").prefetch_related("roles").distinct()
    return next(
        (one.pk for one in members.order_by("pk") if Story.objects.kept_by(one).filter(pk=story)), None
    )


def _is_there(dispatch: Dispatch, now: datetime) -> bool:
    return Story.objects.filter(pk=dispatch.subject_id or 0).exists()
