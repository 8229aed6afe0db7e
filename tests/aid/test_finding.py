"""Search and look-alikes: accents and families do not matter, circles do."""

import pytest

from parvis.aid.alike import alike
from parvis.aid.ending import end
from parvis.aid.seeking import Asked, seek
from parvis.community.models import Circle
from parvis.kit.models import SearchEntry
from tests.aid.test_notices import ask
from tests.village import Village


def found(village: Village, words: str, reader=None, **known) -> list[str]:
    return [notice.words for notice in seek(Asked(words=words, **known), reader, village.now).notices]


def test_accents_and_families_do_not_matter(village: Village):
    ask(village, "réparer deux vélos")
    ask(village, "un vélo pour enfant", direction="offer", category="objets")
    assert sorted(found(village, "velo")) == ["réparer deux vélos", "un vélo pour enfant"]
    assert found(village, "VÉLOS réparer") == ["réparer deux vélos"]
    assert (
        found(village, "velo", direction="offer")
        == found(village, "", category="objets")
        == ["un vélo pour enfant"]
    )
    assert found(village, "trottinette") == []


@pytest.mark.parametrize("words", ["'; DROP TABLE", "%", "\\", "\0", "é" * 5000, "a b c d e f g h i j"])
def test_whatever_is_typed_is_a_question(village: Village, words):
    ask(village)
    has_words = any(letter.isalpha() for letter in words)
    assert found(village, words) == ([] if has_words else ["une échelle samedi"])  # nothing asked: the latest
    alike(direction="need", words=words, reader=village.lea, now=village.now)


def test_a_secret_circle_is_neither_found_nor_alike(village: Village):
    ask(village, "une harpe", author=village.fatou, circle=village.council, direction="offer")
    assert found(village, "harpe") == found(village, "harpe", village.karim) == []
    assert found(village, "harpe", village.fatou) == ["une harpe"]
    near = alike(direction="need", words="harpe", reader=village.karim, now=village.now)
    assert (near.answers, near.same) == ([], [])


def test_what_has_ended_is_forgotten_by_the_index(village: Village):
    notice = ask(village)
    assert SearchEntry.objects.filter(kind="aid.notice").count() == 1
    end(notice=notice, why="withdrawn", by=village.jeanne, at=village.now)
    assert not SearchEntry.objects.filter(kind="aid.notice").exists()
    assert found(village, "échelle") == []
    Circle.objects.all().delete()


def test_who_offers_it_already_is_shown_before_one_asks(village: Village):
    ask(village, "mon échelle, en semaine", author=village.odile, direction="offer")
    ask(village, "une échelle double", author=village.paul)
    ask(village, "du temps samedi", author=village.paul, direction="offer")
    near = alike(direction="need", words="Une échelle samedi ?", reader=village.lea, now=village.now)
    assert [notice.author for notice in near.answers] == [village.odile]
    assert [notice.author for notice in near.same] == [village.paul]
    assert alike(direction="need", words="samedi", reader=village.lea, now=village.now).answers == []
    assert alike(direction="offer", words="échelle", reader=village.paul, now=village.now).answers == []


def test_pages(village: Village, client_of, anonymous):
    ask(village, "mon échelle", author=village.odile, direction="offer")
    jeanne, new = client_of(village.jeanne), "/entraide/nouvelle/"
    while_typing = jeanne.get(new, {"quoi": "need", "mots": "une échelle"}, headers={"HX-Request": "true"})
    assert "Odile Roux propose déjà" in while_typing.content.decode()
    assert "<form" not in while_typing.content.decode()
    said = {"direction": "need", "words": "je cherche une échelle samedi", "once": "k"}
    again = jeanne.post(new, said).content.decode()
    assert "Odile Roux propose déjà" in again
    assert "Nous avons compris" in again
    assert jeanne.post(new, {**said, "publish": "1", "category": "x"}).status_code == 422
    kept = jeanne.post(new, {**said, "publish": "1", "until_on": "01/01/2020"})
    assert kept.status_code == 422
    assert "une échelle samedi" in kept.content.decode()
    posted = jeanne.post(new, {**said, "publish": "1", "category": "objets"})
    assert jeanne.post(new, {**said, "publish": "1", "category": "objets"})["Location"] == posted["Location"]
    public = anonymous.get("/entraide/?mots=echelle").content.decode()
    assert "une échelle samedi" in public
    assert "Jeanne" not in public
    assert "Jeanne Martin" in client_of(village.lea).get(posted["Location"]).content.decode()
    client_of(village.lea).post(f"{posted['Location']}fin/", {"why": "withdrawn"})
    assert "Jeanne" not in anonymous.get(posted["Location"]).content.decode()
    assert jeanne.post(f"{posted['Location']}fin/", {"why": "fulfilled"}).status_code == 302
    gone = client_of(village.lea).get(posted["Location"]).content.decode()
    assert "Quelqu’un a aidé" in gone
    assert "échelle" not in gone
