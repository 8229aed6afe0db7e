"""A rule holds back, a person decides; anybody signals in one field; nothing is counted."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.aid.ending import end
from parvis.aid.models import HeldBack, Notice, NoticeReport, Review
from parvis.aid.posting import post
from parvis.aid.reporting.holding_back import held_of, late_due
from parvis.aid.reporting.moderators import moderators_of
from parvis.aid.reporting.reviewing import ReasonNeeded, keep, set_aside, undo
from parvis.aid.reporting.signalling import WordsNeeded, signal
from parvis.aid.rewriting import rewrite
from parvis.courier.models import Dispatch
from parvis.kit.refusals import NotForYou
from parvis.members.models import JournalEntry, Role
from tests.aid.test_pages_and_desk import picture
from tests.village import Village

GUN = "un fusil de chasse à vendre"


def posted(village: Village, words: str = GUN, **known) -> Notice:
    facts = {"author": village.jeanne, "direction": "offer", "words": words, "at": village.now}
    return Notice.objects.for_list().get(pk=post(**(facts | known)).pk)


def seen(village: Village, notice: Notice, reader) -> bool:
    return Notice.objects.visible_to(reader).live(village.now).filter(pk=notice.pk).exists()


def test_it_is_held_back_its_author_reads_who_looks_and_by_when(village: Village, client_of, anonymous):
    notice = posted(village)
    assert [seen(village, notice, one) for one in (village.lea, None, village.jeanne)] == [False, False, True]
    page = reverse("aid:notice", args=[notice.pk])
    text = client_of(village.jeanne).get(page).content.decode()
    assert text.index("Karim lit d’abord votre annonce, au plus tard") < text.index("C’est votre annonce")
    assert (
        "les autres ne la lisent pas encore" in client_of(village.jeanne).get("/entraide/").content.decode()
    )
    assert client_of(village.lea).get(page).status_code == anonymous.get(page).status_code == 404
    told = Dispatch.objects.filter(purpose="aid.to_look")
    assert {one.person for one in told} == {village.karim.pk, village.fatou.pk}
    assert not any("fusil" in one.title + one.body for one in told)


def test_kept_by_a_person_it_is_there_and_the_same_words_are_not_held_again(village: Village, client_of):
    notice = posted(village)
    karim = client_of(village.karim)
    assert "c’est peut-être une arme" in karim.get(reverse("aid:review", args=[notice.pk])).content.decode()
    for _twice in range(2):
        karim.post(reverse("aid:review_kept", args=[notice.pk]))
    assert seen(village, notice, village.lea)
    assert Review.objects.count() == 1
    assert Dispatch.objects.filter(purpose="aid.reviewed", person=village.jeanne.pk).count() == 1
    assert held_of(Notice.objects.for_list().get(pk=notice.pk)) == ""


def test_set_aside_with_a_reason_and_a_person_and_undone(village: Village, client_of):
    notice = posted(village)
    with pytest.raises(ReasonNeeded):
        set_aside(notice=notice, by=village.karim, reason=" ", turn_to=None, at=village.now)
    karim, page = client_of(village.karim), reverse("aid:review_aside", args=[notice.pk])
    assert karim.post(page, {"reason": ""}).status_code == 422
    karim.post(page, {"reason": "On ne vend pas d’armes ici.", "turn_to": village.monique.pk})
    assert not seen(village, notice, village.jeanne)
    told = Dispatch.objects.get(purpose="aid.reviewed")
    assert "On ne vend pas d’armes ici." in told.body
    assert "Monique Faure" in told.body
    assert JournalEntry.objects.get(member=village.jeanne).reason == "On ne vend pas d’armes ici."
    hers = client_of(village.jeanne).get(reverse("aid:notice", args=[notice.pk])).content.decode()
    assert "On ne vend pas d’armes ici." in hers
    assert "Parlez-en à Monique Faure" in hers
    assert "C’est votre annonce" not in hers
    review = Review.objects.get()
    for _twice in range(2):
        undo(review=review, by=village.karim, at=village.now)
    assert seen(village, notice, village.jeanne)
    assert not seen(village, notice, village.lea)  # as before: a person has yet to say that it stands


def test_nobody_decides_about_their_own_words_and_a_secret_circle_keeps_its_own(village: Village, client_of):
    own = posted(village, author=village.karim)
    assert moderators_of(own) == [village.fatou]
    with pytest.raises(NotForYou):
        keep(notice=own, by=village.karim, at=village.now)
    secret = posted(village, author=village.fatou, circle=village.council)
    assert moderators_of(secret) == []  # nobody animates it: nobody could look, so nothing is held
    assert not HeldBack.objects.filter(notice=secret).exists()
    assert client_of(village.karim).get(reverse("aid:review", args=[secret.pk])).status_code == 404
    village.paul.roles.create(kind=Role.Kind.ANIMATOR, circle=village.council, since_on=village.now.date())
    assert moderators_of(secret) == [village.paul]


def test_signalled_in_one_field_signed_or_not_and_it_stays_until_a_person_decides(
    village: Village, client_of, anonymous
):
    notice = posted(village, "une échelle à prêter")
    page = reverse("aid:signal", args=[notice.pk])
    assert "Karim lit ce que vous écrivez" in anonymous.get(page).content.decode()
    assert anonymous.post(page, {"words": ""}).status_code == 422
    assert anonymous.post(page, {"words": "Ce n’est pas à elle."}).status_code == 302
    client_of(village.lea).post(page, {"words": "Je la connais.", "is_signed": "on"})
    assert [(one.by, one.words) for one in NoticeReport.objects.order_by("pk")] == [
        (None, "Ce n’est pas à elle."), (village.lea, "Je la connais."),
    ]  # fmt: skip
    for _number in range(30):
        signal(notice=notice, words="Encore.", by=None, at=village.now)
    assert seen(village, notice, village.paul)  # however often: a person decides
    assert NoticeReport.objects.count() == 20
    assert Dispatch.objects.filter(purpose="aid.to_look").count() == 2  # told once
    with pytest.raises(WordsNeeded):
        signal(notice=notice, words=" \x00 ", by=None, at=village.now)
    karim = client_of(village.karim)
    assert "une échelle à prêter" in karim.get(reverse("aid:to_review")).content.decode()
    karim.post(reverse("aid:review_kept", args=[notice.pk]))
    assert not NoticeReport.objects.filter(ended_at=None).exists()
    assert "Rien ne vous attend" in karim.get(reverse("aid:to_review")).content.decode()
    assert client_of(village.jeanne).get(reverse("aid:to_review")).status_code == 403


def test_when_nobody_looked_in_time_everybody_who_may_is_told_once(village: Village):
    notice = posted(village)
    late = HeldBack.objects.get().look_by_at
    before = Dispatch.objects.filter(purpose="aid.to_look").count()
    assert late_due(late - timedelta(seconds=1)) == 0
    assert [late_due(late), late_due(late)] == [1, 0]
    assert Dispatch.objects.filter(purpose="aid.to_look").count() == before + len(moderators_of(notice))


def test_what_its_author_took_back_no_undoing_brings_back(village: Village):
    notice = posted(village)
    end(notice=notice, why="withdrawn", by=village.jeanne, at=village.now)
    review = set_aside(notice=notice, by=village.karim, reason="Pas ici.", turn_to=None, at=village.now)
    undo(review=review, by=village.karim, at=village.now)
    assert not seen(village, notice, village.lea)
    assert Notice.objects.for_list().get(pk=notice.pk).end.why == "withdrawn"


def test_nobody_keeps_words_they_have_not_read(village: Village, client_of):
    notice = posted(village)
    karim = client_of(village.karim)
    page = reverse("aid:review", args=[notice.pk])
    on_screen = {"seen": str(notice.version)}
    assert f'name="seen" value="{notice.version}"' in karim.get(page).content.decode()
    rewrite(notice=notice, facts={"words": "un fusil, envoyez 50 euros d’avance"}, at=village.now)
    said = karim.post(reverse("aid:review_kept", args=[notice.pk]), on_screen)
    assert said.status_code == 409
    assert "50 euros d’avance" in said.content.decode()
    assert not seen(village, notice, village.lea)
    typed = {**on_screen, "reason": "Pas d’armes ici."}
    said = karim.post(reverse("aid:review_aside", args=[notice.pk]), typed)
    assert said.status_code == 409
    assert "Pas d’armes ici." in said.content.decode()  # nothing typed is lost
    assert not Review.objects.exists()
    assert karim.post(reverse("aid:review_kept", args=[notice.pk]), {"seen": "2"}).status_code == 302
    assert seen(village, notice, village.lea)


def test_who_reads_it_first_sees_its_photo_and_nobody_else(village: Village, client_of):
    notice = posted(village, photo=picture(), from_on=village.now.date())
    path = reverse("aid:photo", args=[notice.pk, notice.photo_name])
    said = client_of(village.karim).get(reverse("aid:review", args=[notice.pk])).content.decode()
    assert path in said
    assert "à partir du" in said
    assert client_of(village.karim).get(path)["Content-Type"] == "image/webp"
    assert client_of(village.lea).get(path).status_code == 404
