"""A pen name and a legal name are never brought together: pages, counts, files, addresses, exports."""

import re

import pytest
from django.test import Client

from parvis.meetings.models import Meeting
from parvis.members.models import PenName
from parvis.wiki.models import Story
from parvis.wiki.publishing import publish
from parvis.wiki.telling import add_sentence, begin, signatures


@pytest.fixture
def two_voices(village):
    """A published story in which Jeanne speaks twice: under her name, and as La Mouette."""
    PenName.objects.create(member=village.jeanne, name="La Mouette")
    story = begin(title="La fête", happened_on=village.now.date(), at=village.now)
    village.jeanne.refresh_from_db()
    for words, name in [
        ("Il pleuvait.", "Jeanne Martin"),
        ("On a ri.", "La Mouette"),
        ("Encore !", "Jeanne"),
    ]:
        add_sentence(story=story, author=village.jeanne, words=words, signed_as=name, at=village.now)
    return publish(story=story, by=village.lucie, at=village.now)


@pytest.mark.asvs("14.2.6")
def test_the_number_of_tellers_does_not_say_who_is_behind_a_pen_name(village, two_voices):
    assert Story.objects.for_list().get(pk=two_voices.pk).tellers() == 2
    assert "2 personnes" in Client().get(f"/histoires/{two_voices.pk}/").content.decode()


@pytest.mark.parametrize("who", [None, "paul", "karim", "monique", "fatou", "lucie"])
def test_nothing_in_a_story_s_page_tells_the_two_voices_apart_from_two_people(
    village, two_voices, who, client_of
):
    browser = client_of(getattr(village, who)) if who else Client()
    addresses = [f"/histoires/{two_voices.pk}/"]
    addresses += [f"/histoires/{two_voices.pk}/relecture/"] if who == "lucie" else []
    for address in addresses:
        page = browser.get(address).content.decode()
        quotes = re.findall(r"<blockquote>(.*?)</blockquote>", page, re.S)
        shapes = {
            re.sub(r"(?s)<p>.*?</p>|<footer>.*?</footer>|/\d+/|value=\"\w+\"", "", quote) for quote in quotes
        }
        assert len(quotes) == 3
        assert len(shapes) == 1, "each voice looks like any other"


def test_a_pen_name_is_on_no_list_of_people(village, two_voices, client_of):
    for who, page in [("paul", "/qui-est-qui/?nom=mouette"), ("monique", "/permanence/?qui=mouette"),
                      ("fatou", "/coulisses/membres/?qui=mouette")]:  # fmt: skip
        page = client_of(getattr(village, who)).get(page).content.decode()
        assert "Jeanne" not in page


def test_nobody_signs_with_somebody_else_s_pen_name(village, two_voices):
    assert "La Mouette" not in signatures(village.paul)
    with pytest.raises(ValueError, match="not a name"):
        add_sentence(
            story=two_voices, author=village.paul, words="Moi.", signed_as="La Mouette", at=village.now
        )


def test_a_pen_name_taken_does_not_tell_by_whom(village, two_voices, client_of):
    answer = client_of(village.paul).post(
        "/mon-espace/details/", {"name": "Paul Nguyen", "pen_name": "la mouette"}
    )
    assert answer.status_code in {409, 422}
    assert "Jeanne" not in answer.content.decode()


def test_the_address_of_a_file_says_nothing_of_who_sent_it(village):
    import io

    from parvis.wiki.models import Photo
    from parvis.wiki.telling import add_photo
    from tests.secrets.house import _picture

    story = begin(title="La fête", happened_on=village.now.date(), at=village.now)
    known = {"description": "Le quai", "people_agreed": True, "at": village.now}
    for author in (village.jeanne, village.paul):
        add_photo(story=story, author=author, file=io.BytesIO(_picture()), **known)
    names = {photo.file_name for photo in Photo.objects.all()}
    assert all(re.match(r"\d+-[0-9a-f]{20}(_\w+)?\.webp", name) for name in names)
    assert not any("jeanne" in photo.image.name.lower() for photo in Photo.objects.all())
    assert not Meeting.objects.filter(title="La fête").exists()
