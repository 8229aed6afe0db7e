"""Stories are told by several, read again by the keeper, and seen by those they are for."""

import io
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from parvis.chronicle.models import Deed
from parvis.kit.refusals import Refusal
from parvis.members.models import Consent, Member, Membership, PenName, Role
from parvis.wiki import seeing
from parvis.wiki.models import Photo, Sentence, Story
from parvis.wiki.publishing import NotReady, describe, publish, put_back
from parvis.wiki.seeing import visible_photos, visible_stories
from parvis.wiki.telling import ToldEnough, add_photo, add_sentence, begin, signatures
from parvis.wiki.withdrawing import withdraw
from tests.village import Village

ClientOf = Callable[[Member], Client]
LANTERNS = "La fête des lanternes"


def jpeg(colour: str = "orange", size: tuple[int, int] = (900, 600)) -> bytes:
    """A photo as a telephone makes it: with the place where it was taken."""
    secrets = Image.Exif()
    secrets[0x010F] = "Telephone of Odile"
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG", exif=secrets)
    return buffer.getvalue()


@pytest.fixture
def story(village: Village) -> Story:
    return begin(title=LANTERNS, happened_on=date(2026, 11, 20), place_name="Kiosque", at=village.now)


def tell(story: Story, author: Member, words: str = "Il pleuvait, on a ri.", signed: str = "") -> Sentence:
    return add_sentence(story=story, author=author, words=words, signed_as=signed, at=story.begun_at)


def show(story: Story, author: Member, description: str = "Des lanternes.", agreed: bool = True) -> Photo:
    return add_photo(
        story=story,
        author=author,
        file=ContentFile(jpeg()),
        description=description,
        people_agreed=agreed,
        at=story.begun_at,
    )


def sees(story: Story, reader: Member | None) -> bool:
    return visible_stories(reader).filter(pk=story.pk).exists()


# --- who sees what ---------------------------------------------------------------------------------


def test_a_story_being_told_is_seen_by_its_tellers_and_the_keeper_only(
    village: Village, story: Story
) -> None:
    tell(story, village.odile)
    assert sees(story, village.odile)
    assert sees(story, village.lucie)
    assert not sees(story, village.paul)
    assert not sees(story, village.fatou)  # an administrator runs the place, and reads no drafts
    assert not sees(story, None)
    publish(story=story, by=village.lucie, at=village.now)
    assert all(sees(story, reader) for reader in (None, village.paul, village.fatou))


def test_those_who_were_there_may_tell(
    village: Village, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeing, "_more", [])
    seeing.let_see(lambda member: [story.pk] if member == village.jeanne else [])
    assert sees(story, village.jeanne)
    assert not sees(story, village.paul)


def test_a_members_story_is_not_public(village: Village) -> None:
    story = begin(title="Le repas", happened_on=date(2026, 11, 1), at=village.now, is_public=False)
    tell(story, village.paul)
    publish(story=story, by=village.lucie, at=village.now)
    assert sees(story, village.jeanne)
    assert not sees(story, None)


def test_a_secret_circle_keeps_its_own_stories(village: Village) -> None:
    story = begin(title="Chut", happened_on=date(2026, 11, 1), at=village.now, circle=village.council)
    tell(story, village.fatou)
    assert not story.is_public
    assert not sees(story, village.lucie)  # the community's keeper is not of this circle
    Membership.objects.create(
        member=village.lea, circle=village.council, asked_at=village.now, accepted_at=village.now
    )
    Role.objects.create(
        member=village.pierre, kind=Role.Kind.KEEPER, circle=village.council, since_on=date(2026, 1, 1)
    )
    assert not sees(story, village.lea)
    publish(story=story, by=village.pierre, at=village.now)
    assert [sees(story, who) for who in (village.lea, village.pierre, village.paul, None)] == [
        True,
        True,
        False,
        False,
    ]


def test_someone_whose_request_is_not_accepted_sees_nothing(village: Village) -> None:
    story = begin(title="Chut", happened_on=date(2026, 11, 1), at=village.now, circle=village.council)
    tell(story, village.fatou)
    Role.objects.create(
        member=village.fatou, kind=Role.Kind.KEEPER, circle=village.council, since_on=date(2026, 1, 1)
    )
    publish(story=story, by=village.fatou, at=village.now)
    Membership.objects.create(member=village.paul, circle=village.council, asked_at=village.now)
    assert not sees(story, village.paul)


# --- telling ---------------------------------------------------------------------------------------


def test_a_sentence_sent_twice_is_there_once(village: Village, story: Story) -> None:
    assert tell(story, village.odile).pk == tell(story, village.odile).pk
    assert Deed.objects.filter(verb="wiki.sentence_added").count() == 1


def test_nobody_signs_for_somebody_else(village: Village, story: Story) -> None:
    PenName.objects.create(member=village.odile, name="La dame du quai")
    assert signatures(village.odile) == ["Odile Roux", "Odile", "La dame du quai"]
    assert tell(story, village.odile, signed="La dame du quai").signed == "La dame du quai"
    with pytest.raises(ValueError, match="not a name"):
        tell(story, village.odile, words="Moi aussi.", signed="Henri Roux")


def test_one_voice_does_not_become_the_whole_story(village: Village, story: Story) -> None:
    for number in range(5):
        tell(story, village.odile, words=f"Phrase {number}.")
    with pytest.raises(ToldEnough) as refusal:
        tell(story, village.odile, words="Encore une.")
    assert refusal.value.way_out is not None
    tell(story, village.henri)


def test_a_photo_forgets_where_it_was_taken_and_is_there_once(village: Village, story: Story) -> None:
    photo, again = show(story, village.jeanne), show(story, village.jeanne)
    assert photo.pk == again.pk
    with photo.image.open() as file:
        content = file.read()
    assert content[8:12] == b"WEBP"
    assert b"Odile" not in content
    assert (photo.width, photo.height) == (900, 600)
    consent = Consent.objects.get(purpose="wiki.photo")
    assert consent.member == village.jeanne
    assert consent.sentence


def test_nine_people_tell_and_two_sentences_of_one_count_once(village: Village, story: Story) -> None:
    for number, author in enumerate([village.odile, village.henri, village.odile]):
        tell(story, author, words=f"Phrase {number}.")
    show(story, village.jeanne)
    show(story, village.paul, description="")  # not shown yet, not counted yet
    assert Story.objects.for_list().get(pk=story.pk).tellers() == 3


# --- publishing ------------------------------------------------------------------------------------


def test_nothing_is_published_before_photos_are_described_and_agreed_to(
    village: Village, story: Story
) -> None:
    with pytest.raises(NotReady, match="rien raconté"):
        publish(story=story, by=village.lucie, at=village.now)
    photo = show(story, village.jeanne, description="", agreed=False)
    with pytest.raises(NotReady, match="description") as refusal:
        publish(story=story, by=village.lucie, at=village.now)
    assert isinstance(refusal.value, Refusal)
    assert refusal.value.way_out is not None
    assert refusal.value.way_out.url == f"/histoires/{story.pk}/relecture/"
    describe(photo=photo, description="Des lanternes.", people_agreed=False, by=village.lucie, at=village.now)
    with pytest.raises(NotReady, match="accord"):
        publish(story=story, by=village.lucie, at=village.now)
    describe(photo=photo, description="Des lanternes.", people_agreed=True, by=village.lucie, at=village.now)
    publish(story=story, by=village.lucie, at=village.now)
    assert publish(story=story, by=village.lucie, at=village.now).is_published
    assert Deed.objects.filter(verb="wiki.published").count() == 1


def test_a_published_story_can_be_taken_out_of_sight(village: Village, story: Story) -> None:
    tell(story, village.odile)
    publish(story=story, by=village.lucie, at=village.now)
    put_back(story=story, by=village.lucie, at=village.now)
    assert not sees(story, None)
    assert story.sentences.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_photo_taken_back_leaves_no_file(now: datetime, village: Village, story: Story) -> None:
    photo = show(story, village.jeanne)
    assert photo.image.storage.exists(str(photo.image.name))
    withdraw(part=photo, by=village.jeanne, at=now)
    assert not photo.image.storage.exists(str(photo.image.name))
    assert not story.photos.exists()


def test_a_photo_that_is_not_ready_is_seen_by_its_author_and_the_keeper(
    village: Village, story: Story
) -> None:
    tell(story, village.odile)
    publish(story=story, by=village.lucie, at=village.now)
    photo = show(story, village.jeanne, description="")
    seen = [
        visible_photos(who).filter(pk=photo.pk).exists()
        for who in (village.jeanne, village.lucie, village.odile, None)
    ]
    assert seen == [True, True, False, False]


# --- pages -----------------------------------------------------------------------------------------


def test_the_first_story_can_be_very_small(village: Village, anonymous: Client) -> None:
    page = anonymous.get("/histoires/")
    assert page.status_code == 200
    assert "La première histoire peut être toute petite." in page.text


def test_a_story_is_read_by_everyone_in_the_words_of_its_tellers(
    village: Village, story: Story, anonymous: Client, django_assert_max_num_queries
) -> None:
    tell(story, village.odile, words="Il pleuvait, <b>on a ri</b>.", signed="Odile")
    tell(story, village.henri, words="Quel monde !")
    photo = show(story, village.jeanne)
    assert anonymous.get(f"/histoires/{story.pk}/").status_code == 404
    publish(story=story, by=village.lucie, at=village.now)
    with django_assert_max_num_queries(12):
        page = anonymous.get(f"/histoires/{story.pk}/")
    assert "Racontée par 3 personnes" in page.text
    assert "&lt;b&gt;on a ri" in page.text
    assert "<footer>Odile</footer>" in page.text
    assert "Henri" not in page.text.split("<main")[1]
    assert f'src="{photo.get_absolute_url()}" alt="Des lanternes." width="900" height="600"' in page.text
    listing = anonymous.get("/histoires/")
    assert LANTERNS in listing.text
    assert "<script" not in listing.text + page.text


def test_the_list_costs_the_same_with_many_stories(
    village: Village, anonymous: Client, django_assert_max_num_queries
) -> None:
    for number in range(15):
        story = begin(title=f"Histoire {number}", happened_on=date(2026, 11, 1), at=village.now)
        tell(story, village.odile)
        show(story, village.jeanne)
        publish(story=story, by=village.lucie, at=village.now)
    anonymous.get("/histoires/")
    with django_assert_max_num_queries(8):
        first = anonymous.get("/histoires/")
    assert first.text.count('<li class="card">') == 12
    assert first.text.count('loading="lazy"') == 11
    assert anonymous.get("/histoires/?page=2").text.count('<li class="card">') == 3


def test_somebody_adds_a_sentence_without_javascript(
    village: Village, story: Story, client_of: ClientOf, anonymous: Client
) -> None:
    tell(story, village.odile)
    publish(story=story, by=village.lucie, at=village.now)
    address = f"/histoires/{story.pk}/phrases/nouvelle/"
    assert anonymous.get(address).status_code == 302
    paul = client_of(village.paul)
    assert paul.get(address).status_code == 200
    empty = paul.post(address, {"words": "", "signed_as": "Paul"})
    assert empty.status_code == 422
    assert "Par exemple" in empty.text
    done = paul.post(address, {"words": "J’ai porté la plus grande.", "signed_as": "Paul"}, follow=True)
    assert "Votre phrase est dans l’histoire" in done.text
    assert "<footer>Paul</footer>" in done.text
    sentence = Sentence.objects.get(author=village.paul)
    assert client_of(village.jeanne).post(f"/histoires/phrases/{sentence.pk}/retrait/").status_code == 404
    assert paul.get(f"/histoires/phrases/{sentence.pk}/retrait/").status_code == 405
    assert paul.post(f"/histoires/phrases/{sentence.pk}/retrait/").status_code == 302
    assert not Sentence.objects.filter(author=village.paul).exists()


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"%PDF-1.4 not a photo", jpeg()[:400]])
def test_what_is_no_photo_is_refused_and_what_was_written_stays(
    village: Village, story: Story, client_of: ClientOf, content: bytes
) -> None:
    tell(story, village.paul)
    sent = {
        "photo": SimpleUploadedFile("fête.jpg", content, content_type="image/jpeg"),
        "description": "Des lanternes au bord de l’eau.",
        "people_agreed": "on",
    }
    page = client_of(village.paul).post(f"/histoires/{story.pk}/photos/nouvelle/", sent)
    assert page.status_code == 422
    assert "Des lanternes au bord de l’eau." in page.text
    assert "checked" in page.text
    assert "Erreur" in page.text.split("</title>")[0]
    assert not Photo.objects.exists()


def test_a_photo_is_served_as_what_it_is_to_those_who_may_see_it(
    village: Village, story: Story, client_of: ClientOf, anonymous: Client
) -> None:
    tell(story, village.paul)
    paul = client_of(village.paul)
    sent = {
        "photo": SimpleUploadedFile("../../fête.exe", jpeg()),
        "description": "Des lanternes.",
        "people_agreed": "on",
    }
    assert paul.post(f"/histoires/{story.pk}/photos/nouvelle/", sent).status_code == 302
    address = Photo.objects.get().get_absolute_url()
    assert anonymous.get(address).status_code == 404
    assert client_of(village.jeanne).get(address).status_code == 404
    publish(story=story, by=village.lucie, at=village.now)
    answer = anonymous.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert "immutable" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert anonymous.get(address.replace(".webp", "x.webp")).status_code == 404


def test_the_keeper_reads_again_and_publishes_in_three_steps(
    village: Village, story: Story, client_of: ClientOf
) -> None:
    tell(story, village.odile)
    photo = show(story, village.jeanne, description="", agreed=False)
    lucie, paul = client_of(village.lucie), client_of(village.paul)
    address = f"/histoires/{story.pk}/relecture/"
    assert paul.get(address).status_code == 404
    assert client_of(village.odile).post(f"/histoires/{story.pk}/publication/").status_code == 404
    assert LANTERNS in lucie.get("/histoires/").text
    page = lucie.get(address)
    assert "n’a pas de description" in page.text
    refused = lucie.post(f"/histoires/{story.pk}/publication/")
    assert refused.status_code == 409
    assert address in refused.text
    about = {"description": "Des lanternes.", "people_agreed": "on"}
    assert paul.post(f"/histoires/photos/{photo.pk}/description/", about).status_code == 404
    assert lucie.post(f"/histoires/photos/{photo.pk}/description/", about).status_code == 302
    done = lucie.post(f"/histoires/{story.pk}/publication/", follow=True)
    assert "L’histoire est publiée" in done.text
    assert lucie.post(f"/histoires/{story.pk}/remise-en-relecture/").status_code == 302
    assert not Story.objects.get(pk=story.pk).is_published


def test_only_those_who_may_read_a_draft_may_add_to_it(
    village: Village, story: Story, client_of: ClientOf
) -> None:
    tell(story, village.odile)
    paul = client_of(village.paul)
    for kind in ("phrases", "photos"):
        assert paul.get(f"/histoires/{story.pk}/{kind}/nouvelle/").status_code == 404
        assert paul.post(f"/histoires/{story.pk}/{kind}/nouvelle/", {"words": "x"}).status_code == 404


def test_a_circles_story_is_not_on_the_home_page_of_a_closed_place(
    village: Village, client_of: ClientOf
) -> None:
    village.community.is_open = False
    village.community.save()
    story = begin(title="Chut", happened_on=date(2026, 11, 1), at=village.now, circle=village.council)
    tell(story, village.fatou)
    Membership.objects.create(
        member=village.lucie, circle=village.council, asked_at=village.now, accepted_at=village.now
    )
    publish(story=story, by=village.lucie, at=village.now)
    home = client_of(village.paul).get("/")
    assert home.status_code == 200
    assert "Chut" not in home.text
