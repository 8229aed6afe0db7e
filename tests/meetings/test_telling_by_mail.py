"""A sentence and a photo by mail, a yes before the photo is shown, and « je ne viens plus » in words."""

import io
from datetime import timedelta
from email.message import EmailMessage

import pytest
from PIL import Image

from parvis.courier.models import Dispatch, Received
from parvis.courier.receiving import receive
from parvis.meetings.announcing import confirm
from parvis.meetings.models import FeedbackAnswer, Registration
from parvis.meetings.telling import ask_those_present
from parvis.meetings.welcoming import welcome
from parvis.members.models import Consent
from parvis.wiki.models import Photo, Sentence
from parvis.wiki.publishing import publish
from tests.village import seat

pytestmark = pytest.mark.django_db
JEANNE = "jeanne@exemple.fr"
State = Received.State
VOUCHED = {"Authentication-Results": "mx.canal.exemple.fr; dmarc=pass header.from=exemple.fr"}


@pytest.fixture(autouse=True)
def replies(settings):
    settings.MAIL_REPLIES, settings.MAIL_AUTHSERV_ID = "r@canal.exemple.fr", "mx.canal.exemple.fr"


@pytest.fixture
def asked(village):
    """The café is over, Jeanne was there; the mail that asks her, and an hour of the next day."""
    registration = seat(village.jeanne, village.cafe, village.now)
    welcome(registration=registration, by=village.karim, at=village.cafe.begins_at)
    at = village.cafe.ends_at + timedelta(hours=20)
    telling = ask_those_present(meeting=village.cafe, at=at)
    return Dispatch.objects.get(purpose="meetings.telling", person=village.jeanne.pk), telling.story, at


def photo(kind: str = "JPEG") -> bytes:
    buffer, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Appareil de Jeanne"
    Image.effect_noise((700, 500), 90).convert("RGB").save(buffer, kind, exif=exif)
    return buffer.getvalue()


def mail(asked: Dispatch, text: str, *pictures: bytes, number: int = 1, **headers: str) -> bytes:
    message = EmailMessage()
    known = {"From": JEANNE, "To": asked.reply_to, "Subject": "Re: x", "Message-ID": f"<{number}@exemple.fr>"}
    for name, value in (known | headers).items():
        message[name] = value
    message.set_content(
        f"{text}\n\nLe mar. 24 nov. 2026 à 10:12, Les Voisins <r@canal.fr> a écrit :\n> Comment ?\n"
    )
    for content in pictures:
        message.add_attachment(content, maintype="image", subtype="jpeg", filename="café.jpg")
    return message.as_bytes()


def test_a_sentence_lands_in_the_story_unsigned_and_unpublished_with_its_numbers_apart(asked):
    question, story, at = asked
    row = receive(mail(question, "1 oui\n\nOn a chanté jusqu’à la nuit.", **VOUCHED), at)
    sentence = Sentence.objects.get()
    assert (row.state, sentence.words, sentence.signed) == (State.DONE, "On a chanté jusqu’à la nuit.", "")
    assert (sentence.story, story.is_published) == (story, False)
    assert FeedbackAnswer.objects.count() == 1
    said = Dispatch.objects.get(purpose="wiki.told")
    assert (said.address, "On a chanté" in said.body, said.reply_to) == (JEANNE, True, "")
    receive(mail(question, "1 oui\n\nOn a chanté jusqu’à la nuit.", number=2, **VOUCHED), at)
    assert Sentence.objects.count() == 1


@pytest.mark.parametrize(
    ("answer", "left", "consents"), [("Oui", 1, 1), ("non merci", 0, 0), ("Laquelle ?", 1, 0)]
)
def test_a_photo_is_asked_about_before_anybody_sees_it(asked, village, answer, left, consents):
    question, story, at = asked
    assert receive(mail(question, "", photo()), at).state == State.DONE
    picture = Photo.objects.get()
    assert (picture.people_agreed, picture.is_ready, picture.author) == (False, False, village.jeanne)
    assert b"Jeanne" not in picture.image.read()
    assert not Photo.objects.visible_to(village.paul, type(story).objects.all()).exists()
    back = Dispatch.objects.get(purpose="wiki.told")
    row = receive(mail(back, answer, number=2), at)
    assert row.state == (State.TO_READ if answer == "Laquelle ?" else State.DONE)
    assert (Photo.objects.count(), Consent.objects.filter(purpose="wiki.photo", how="mail").count()) == (
        left,
        consents,
    )
    assert Photo.objects.filter(people_agreed=True).count() == consents


def test_a_story_already_shown_takes_words_only_from_whom_the_server_vouches_for(asked, village):
    question, story, at = asked
    receive(mail(question, "On a chanté."), at)
    publish(story=story, by=village.monique, at=at)
    row = receive(mail(question, "Et dansé.", number=2), at)
    assert (row.state, row.reader, Sentence.objects.count()) == (State.TO_READ, village.cafe.host_id, 1)
    receive(mail(question, "Et dansé.", number=3, **VOUCHED), at)
    assert Sentence.objects.count() == 2


def test_who_was_not_there_or_writes_a_book_is_read_by_a_person(asked, village):
    question, _story, at = asked
    assert receive(mail(question, "x " * 1500), at).state == State.TO_READ
    assert receive(mail(question, "9 peut-être", number=2), at).state == State.TO_READ
    village.cafe.arrivals.all().delete()
    assert receive(mail(question, "J’y étais !", number=3), at).state == State.TO_READ
    assert not Sentence.objects.exists()
    told = Dispatch.objects.filter(purpose="desk.to_read")
    assert [row.person for row in told] == [village.cafe.host_id]  # once, while something waits


@pytest.mark.parametrize(
    ("words", "state", "is_perhaps"),
    [
        ("Je ne viens plus.", "withdrawn", False),
        ("Bonjour,\n\nje ne peux pas venir\n\nJeanne", "withdrawn", False),
        ("non", "withdrawn", False),
        ("peut-être", "seated", True),
        ("Je viens !\nCordialement,\nJeanne Martin", "seated", False),
        ("Je ne viens pas seule, est-ce possible ?", "seated", False),
    ],
)
def test_coming_or_not_is_understood_in_the_words_of_a_mail(village, now, words, state, is_perhaps):
    registration = seat(village.jeanne, village.cafe, now)

    confirm(registration, now)
    invitation = Dispatch.objects.get(purpose="meetings.confirmation")
    row = receive(mail(invitation, words), now + timedelta(minutes=5))
    registration = Registration.objects.get(pk=registration.pk)
    assert (registration.state, registration.is_perhaps) == (state, is_perhaps)
    assert row.state == (State.TO_READ if "?" in words else State.DONE)
