"""Photos, circles and rights on the pages; the desk and the card of paper."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from parvis.aid.ending import end
from parvis.aid.holdings import NOTICES, remove
from parvis.aid.models import Notice
from parvis.desk.aid import AidForm, MineForm, note_aid, note_mine
from parvis.desk.masking import hidden_from
from parvis.desk.taking import Caller
from parvis.desk.typing.aid_cards import new_codes
from parvis.kit.models import SearchEntry
from parvis.members.holdings.register import Going
from parvis.members.models import JournalEntry, Member
from tests.aid.test_notices import DAY, ask
from tests.village import Village

NEW = "/entraide/nouvelle/"


def picture() -> SimpleUploadedFile:
    buffer = BytesIO()
    Image.new("RGB", (40, 30), "green").save(buffer, "PNG")
    return SimpleUploadedFile("moi.png", buffer.getvalue())


def test_a_photo_is_for_members_and_goes_with_its_author(village: Village, client_of, anonymous):
    jeanne = client_of(village.jeanne)
    said = {"direction": "offer", "words": "mon vélo", "publish": "1", "category": "objets", "once": "p"}
    wrong = jeanne.post(NEW, {**said, "photo": SimpleUploadedFile("x.png", b"no picture")})
    assert wrong.status_code == 422
    assert "mon vélo" in wrong.content.decode()
    assert jeanne.post(NEW, {**said, "photo": picture()}).status_code == 302
    notice = Notice.objects.get()
    path = f"/entraide/{notice.pk}/photo/{notice.photo_name}"
    assert client_of(village.lea).get(path)["Content-Type"] == "image/webp"
    assert anonymous.get(path).status_code == 302
    assert client_of(village.lea).get(f"/entraide/{notice.pk}/photo/x.webp").status_code == 404
    end(notice=notice, why="withdrawn", by=village.jeanne, at=village.now)
    assert client_of(village.lea).get(path).status_code == 404
    assert [file.words for file in NOTICES.files(village.jeanne)] == ["mon vélo"]
    assert [row["words"] for row in NOTICES.export(village.jeanne)] == ["mon vélo"]
    storage, name = notice.photo.storage, notice.photo.name
    NOTICES.erase(Going(village.jeanne, village.now))
    assert not storage.exists(name)
    assert not Notice.objects.exists()


def test_what_ended_long_ago_is_erased_with_its_words(village: Village):
    notice = ask(village)
    assert SearchEntry.objects.filter(kind="aid.notice").exists()
    assert NOTICES.rules[0].apply(village.now + 400 * DAY, 10) == 0
    end(notice=notice, why="fulfilled", by=village.jeanne, at=village.now)
    assert NOTICES.rules[0].apply(village.now + DAY, 10) == 1
    assert remove(Notice.objects.all()) == 0


def test_a_circle_is_chosen_among_ones_own(village: Village, client_of):
    fatou, lea = client_of(village.fatou), client_of(village.lea)
    said = {"direction": "need", "words": "une harpe", "publish": "1", "category": ""}
    assert lea.post(NEW, {**said, "circle": village.council.pk}).status_code == 302  # no such field for her
    assert Notice.objects.get().circle is None
    assert fatou.post(NEW, {**said, "circle": village.gardeners.pk}).status_code == 422
    there = fatou.post(NEW, {**said, "circle": village.council.pk})["Location"]
    assert client_of(village.karim).get(there).status_code == 404
    assert client_of(village.karim).post(f"{there}fin/").status_code == 404
    assert "Surprise" not in lea.get("/entraide/").content.decode()


def test_a_search_that_finds_nothing_has_one_main_button(village: Village, client_of):
    said = client_of(village.lea).get("/entraide/?mots=harpe").content.decode()
    assert "Tout voir" in said
    assert said.count('class="button"') == 1


@pytest.mark.parametrize(
    "query", ["page=0", "page=99999", "page=²", "genre=x", "quoi=%F0", "mots=" + "a" * 4000]
)
def test_odd_questions_get_a_page(village: Village, anonymous, query):
    assert anonymous.get(f"/entraide/?{query}").status_code == 200


def test_the_desk_writes_down_what_they_say(village: Village):
    caller = Caller(village.odile, village.monique, village.now)
    form = AidForm(caller, data={"direction": "need", "words": "je cherche quelqu’un pour lire le journal"})
    assert form.is_valid()
    assert "quelqu’un pour lire le journal" in note_aid(caller, form.cleaned_data)
    notice = Notice.objects.get()
    assert (notice.author, notice.channel) == (village.odile, "telephone")
    later = Caller(village.odile, village.monique, village.now + 20 * DAY)
    mine = MineForm(later, data={"notice": str(notice.pk), "what": "again"})
    assert mine.is_valid()
    note_mine(later, mine.cleaned_data)
    assert Notice.objects.get().version == 2
    assert JournalEntry.objects.filter(member=village.odile).count() == 2


def test_the_desk_hears_nothing_of_a_secret_circle(village: Village):
    notice = ask(village, "une harpe", author=village.fatou, circle=village.council)
    caller = Caller(village.fatou, village.monique, village.now)
    assert MineForm(caller).fields["notice"].choices == []

    class Row:
        pk, subject_kind, subject_id = 1, "aid.notice", notice.pk

    assert hidden_from(village.monique, [Row()]) == {1}
    assert hidden_from(village.fatou, [Row()]) == set()


def test_a_card_of_paper_is_typed_once(village: Village, client_of):
    monique = client_of(village.monique)
    assert "-" in monique.get("/permanence/entraide/cartes/").content.decode()
    code = str(new_codes()[0])
    path = monique.get("/permanence/saisie/", {"code": code})["Location"]
    said = {"who": "Roux", "direction": "offer", "words": "des noix"}
    several = monique.post(path, said)
    assert several.status_code == 422
    assert village.henri.card_code in several.content.decode()
    assert "des noix" in several.content.decode()
    assert monique.post(path, {**said, "who": "Personne"}).status_code == 422
    assert monique.post(path, {**said, "who": village.henri.card_code}).status_code == 302
    monique.post(path, {**said, "who": village.henri.card_code})
    notice = Notice.objects.get()
    assert (notice.author, notice.channel) == (village.henri, "paper")
    assert "déjà été saisie" in monique.get(path).content.decode()


def test_my_notices_stand_on_my_page_until_they_end(village: Village, client_of, anonymous):
    notice = ask(village, "une couette", direction="offer")
    jeanne = client_of(notice.author)
    shown = jeanne.get(reverse("aid:mine")).content.decode()
    assert "Mes annonces" in shown
    assert reverse("aid:notice", args=[notice.pk]) in shown
    assert f'href="{reverse("aid:mine")}"' in jeanne.get(reverse("aid:index")).content.decode()
    assert f'href="{reverse("aid:mine")}"' not in anonymous.get(reverse("aid:index")).content.decode()
    jeanne.post(reverse("aid:end", args=[notice.pk]), {"why": "fulfilled"})
    assert "Mes annonces" not in jeanne.get(reverse("aid:mine")).content.decode()
    ended = jeanne.get(reverse("aid:notice", args=[notice.pk])).content.decode()
    assert "C’est votre annonce" not in ended  # nothing is left to do there


def test_a_child_reads_and_is_told_who_asks_and_answers(village: Village, client_of):
    notice = ask(village, "une couette", direction="offer")
    Member.objects.filter(pk=village.lea.pk).update(minor_until_on=(village.now + 900 * DAY).date())
    village.lea.refresh_from_db()
    lea = client_of(village.lea)
    index = lea.get(reverse("aid:index")).content.decode()
    assert "un parent demande ou propose pour vous" in index
    assert reverse("aid:new") not in index
    shown = lea.get(reverse("aid:notice", args=[notice.pk])).content.decode()
    assert "un parent répond pour vous" in shown
    assert reverse("aid:answer", args=[notice.pk]) not in shown
