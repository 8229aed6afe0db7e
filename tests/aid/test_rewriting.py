"""An author writes their notice anew: what was typed, who is told, who reads first; no two edits lose a word."""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from parvis.aid.ending import end
from parvis.aid.exchange.answering import answer
from parvis.aid.exchange.links import path_of
from parvis.aid.jobs import sweep
from parvis.aid.models import HeldBack, Notice, NoticeReport, Review
from parvis.aid.refusals import CannotPost, ChangedMeanwhile, NoticeOver
from parvis.aid.renewing import renew
from parvis.aid.reporting.reviewing import keep, set_aside, undo
from parvis.aid.reporting.signalling import signal
from parvis.aid.rewriting import rewrite
from parvis.courier.models import Dispatch
from parvis.desk.aid import ChangeForm, note_change
from parvis.desk.taking import Caller
from parvis.members.models import JournalEntry
from tests.aid.test_notices import DAY, ask
from tests.village import Village

GUN = "un fusil de chasse à vendre"
CHANGED = "aid.notice_changed"


def typed(notice: Notice, **known) -> dict[str, object]:
    facts = {"words": notice.words, "category": notice.category, "circle": "", "place": "",
             "place_words": notice.place_words, "from_on": "", "until_on": "", "version": notice.version}  # fmt: skip
    return facts | known


def told(purpose: str = CHANGED) -> list[int]:
    return list(Dispatch.objects.filter(purpose=purpose).values_list("person", flat=True))


def seen(village: Village, notice: Notice) -> bool:
    return Notice.objects.visible_to(village.lea).live(village.now).filter(pk=notice.pk).exists()


def picture(colour: str) -> SimpleUploadedFile:
    buffer = BytesIO()
    Image.new("RGB", (40, 30), colour).save(buffer, "PNG")
    return SimpleUploadedFile("x.png", buffer.getvalue())


def test_all_of_it_is_changed_on_one_page_and_those_who_answered_hear_of_it(village: Village, client_of):
    notice = ask(village)
    answer(notice=notice, by=village.paul, words="J’en ai une.", at=village.now)
    jeanne, page = client_of(village.jeanne), reverse("aid:edit", args=[notice.pk])
    assert page in jeanne.get(reverse("aid:notice", args=[notice.pk])).content.decode()
    assert "une échelle samedi" in jeanne.get(page).content.decode()
    until = (village.now + 5 * DAY).date()
    sent = typed(notice, words="Je cherche une échelle dimanche", place=village.kiosk.pk, until_on=until)
    for _twice in range(2):
        assert jeanne.post(page, sent).status_code == 302
    fresh = Notice.objects.for_list().get()
    assert (fresh.words, fresh.place, fresh.version) == ("une échelle dimanche", village.kiosk, 2)
    assert fresh.until_on == until
    assert fresh.ends_at < village.now + 6 * DAY
    assert told() == [village.paul.pk]
    body = Dispatch.objects.get(purpose=CHANGED).body
    assert "une échelle dimanche" in body
    assert "Kiosque" in body
    jeanne.post(page, typed(fresh, words="Une échelle dimanche.", place=village.kiosk.pk, until_on=until))
    assert len(told()) == 1  # a capital and a full stop are no news
    jeanne.post(page, typed(Notice.objects.get(), place=village.kiosk.pk))
    assert Notice.objects.get().ends_at == pytest.approx(village.now + 30 * DAY, abs=timedelta(minutes=5))


def test_two_who_write_at_once_lose_nothing(village: Village, client_of):
    notice = ask(village)
    jeanne, page = client_of(village.jeanne), reverse("aid:edit", args=[notice.pk])
    first = typed(notice, words="une échelle de trois mètres")
    second = typed(notice, words="une échelle de cinq mètres", until_on=(village.now + DAY).date())
    assert jeanne.post(page, first).status_code == 302
    late = jeanne.post(page, second)
    text = late.content.decode()
    assert late.status_code == 409
    assert "Cela a changé entre-temps" in late.content.decode()
    assert "une échelle de trois mètres" in text
    assert 'value="une échelle de cinq mètres"' in text
    assert 'name="version" value="2"' in text
    assert jeanne.post(page, second | {"version": 2}).status_code == 302
    assert Notice.objects.get().words == "une échelle de cinq mètres"
    with pytest.raises(ChangedMeanwhile):
        rewrite(notice=notice, facts={"words": "rien de tout cela"}, seen=1, at=village.now)


def test_what_is_wrong_is_said_and_what_was_typed_stays(village: Village, client_of, anonymous):
    notice = ask(village)
    jeanne, page = client_of(village.jeanne), reverse("aid:edit", args=[notice.pk])
    for wrong in [{"words": ""}, {"until_on": "2020-01-01"}, {"version": "1e9"}, {"place": "999999"},
                  {"words": "é" * 201}, {"from_on": "99999999"},
                  {"photo": SimpleUploadedFile("x.png", b"no")}]:  # fmt: skip
        sent = jeanne.post(page, typed(notice, place_words="Rue du Moulin") | wrong)
        assert sent.status_code == 422, wrong
        assert "Rue du Moulin" in sent.content.decode()
    assert Notice.objects.get().version == 1
    assert client_of(village.lea).get(page).status_code == 403
    assert anonymous.get(page).status_code == 302
    with pytest.raises(CannotPost):
        rewrite(notice=notice, facts={"circle": village.gardeners}, at=village.now)


def test_a_circle_one_left_does_not_become_everybody_by_saving(village: Village, client_of):
    notice = ask(village, circle=village.gardeners, author=village.paul)
    village.paul.memberships.all().delete()
    page = reverse("aid:edit", args=[notice.pk])
    paul = client_of(type(village.paul).objects.get(pk=village.paul.pk))
    chosen = f'<option value="{village.gardeners.pk}" selected>'
    assert chosen in paul.get(page).content.decode()
    assert paul.post(page, typed(notice, words="du terreau", circle=village.gardeners.pk)).status_code == 409
    assert not seen(village, Notice.objects.get())


def test_doubtful_words_wait_for_a_person_again_and_so_does_telling(village: Village, client_of):
    notice = ask(village, direction="offer", words="une échelle")
    exchange = answer(notice=notice, by=village.paul, words="Elle m’irait.", at=village.now)
    rewrite(notice=notice, facts={"words": GUN}, at=village.now)
    assert not seen(village, notice)
    assert set(told("aid.to_look")) == {village.karim.pk, village.fatou.pk}
    assert told() == []
    paul = client_of(village.paul)
    assert GUN not in paul.get(path_of(exchange.pk, village.paul)).content.decode()
    assert GUN not in paul.get(reverse("aid:mine")).content.decode()
    keep(notice=notice, by=village.karim, at=village.now)
    assert told() == [village.paul.pk]
    assert seen(village, notice)
    # Kept are these words with that place: another place is read anew.
    rewrite(notice=notice, facts={"place_words": "cartouches et pistolet"}, at=village.now)
    assert not seen(village, notice)
    rewrite(notice=notice, facts={"words": "une échelle", "place_words": ""}, at=village.now)
    assert seen(village, notice)
    assert len(told()) == 2


def test_what_a_moderator_set_aside_is_not_written_back(village: Village, client_of):
    notice = ask(village)
    set_aside(notice=notice, by=village.karim, reason="Pas ici.", turn_to=None, at=village.now)
    with pytest.raises(NoticeOver):
        rewrite(notice=notice, facts={"words": "une échelle"}, at=village.now)
    with pytest.raises(NoticeOver):
        renew(notice=notice, at=village.now)
    jeanne = client_of(village.jeanne)
    assert jeanne.get(reverse("aid:edit", args=[notice.pk])).status_code == 409
    found = ask(village, "un vélo")
    end(notice=found, why="fulfilled", by=village.jeanne, at=village.now)
    with pytest.raises(NoticeOver):
        rewrite(notice=found, facts={"words": "un vélo neuf"}, at=village.now)


def test_undoing_gives_back_what_was_before_held_or_signalled(village: Village):
    held = ask(village, direction="offer", words=GUN)
    review = set_aside(notice=held, by=village.karim, reason="Pas ici.", turn_to=None, at=village.now)
    later = village.now + timedelta(minutes=5)
    for _twice in range(2):
        undo(review=review, by=village.karim, at=later)
    assert HeldBack.objects.filter(notice=held).exists()
    assert not seen(village, held)
    assert len(told("aid.reviewed")) == 1  # its author is not told that all may read it
    undo(review=keep(notice=held, by=village.karim, at=later), by=village.fatou, at=later)
    assert not seen(village, held)
    signalled = ask(village, "un vélo")
    signal(notice=signalled, words="Il n’est pas à elle.", by=village.lea, at=village.now)
    review = set_aside(notice=signalled, by=village.karim, reason="À voir.", turn_to=None, at=later)
    undo(review=review, by=village.karim, at=later)
    assert seen(village, signalled)
    assert NoticeReport.objects.filter(notice=signalled, ended_at=None).count() == 1
    assert Review.objects.filter(undone_at=None).count() == 0


def test_by_telephone_only_what_they_say_changes(village: Village):
    notice = ask(village, author=village.odile, place=village.kiosk, until_on=(village.now + DAY).date())
    caller = Caller(village.odile, village.monique, village.now)
    form = ChangeForm(caller, data={"changed": str(notice.pk), "words": "", "place_words": "chez Henri"})
    assert form.is_valid(), form.errors
    assert "C’est noté" in note_change(caller, form.cleaned_data)
    fresh = Notice.objects.for_list().get()
    assert (fresh.words, fresh.where, fresh.until_on) == (notice.words, "chez Henri", notice.until_on)
    assert "Changé une de vos annonces" in str(JournalEntry.objects.get(member=village.odile).words)
    assert not ChangeForm(caller, data={"changed": "999"}).is_valid()


def test_another_photo_none_and_files_nobody_names_are_swept(village: Village, client_of):
    notice = ask(village)
    jeanne, page = client_of(village.jeanne), reverse("aid:edit", args=[notice.pk])
    jeanne.post(page, typed(notice, photo=picture("green")))
    first = Notice.objects.get().photo.name
    jeanne.post(page, typed(Notice.objects.get(), photo=picture("red")))
    second = Notice.objects.get().photo.name
    assert first != second
    assert default_storage.exists(first)
    age(first, second, at=village.now - timedelta(hours=2))
    assert sweep(village.now) == 1
    assert [default_storage.exists(one) for one in (first, second)] == [False, True]
    jeanne.post(page, typed(Notice.objects.get(), drops_photo="on"))
    assert not Notice.objects.get().photo
    age(second, at=village.now)
    assert sweep(village.now) == 0  # an act may still be writing its row
    assert sweep(village.now + timedelta(hours=2)) == 1
    assert not default_storage.exists(second)


def age(*names: str, at) -> None:
    for name in names:
        os.utime(default_storage.path(name), (at.timestamp(), at.timestamp()))
