"""Two before one screen help, publish, take back and answer: each act says for whom, each confirms their own."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from parvis.aid.exchange.answering import answer
from parvis.aid.exchange.settling import settle
from parvis.aid.models import Exchange, Notice
from parvis.aid.posting import post
from parvis.courier.models import Dispatch
from parvis.covisits.beside import looking_at
from parvis.meetings.models import Registration
from parvis.members.contacts import read_contact
from parvis.members.minors import Parent, protect
from parvis.members.signing_in import give_code
from parvis.members.suspending import suspend
from parvis.rides.asking import ask
from parvis.rides.models import Ride
from parvis.rides.offering import offer
from tests.covisits.sitting import sit_down
from tests.village import Village, seat

LOOK, END = reverse("covisits:beside"), reverse("covisits:beside_end")
PUBLISH = reverse("covisits:beside_publishing")
BOTH = {"digits1": "4182", "digits2": "7391"}


@pytest.fixture
def two(village: Village, client_of) -> Client:
    """Paul (4182) and Odile (7391), before one screen."""
    return sit_down(client_of(village.paul), village, village.odile)


@pytest.fixture
def need(village: Village) -> Notice:
    return post(author=village.jeanne, direction="need", words="une échelle pour la haie", at=village.now)


def help_with(notice: Notice, whom: str) -> str:
    return f"{reverse('covisits:beside_helping', args=[notice.pk])}?pour={whom}"


def going(village: Village, whom: str) -> str:
    return f"{reverse('covisits:beside_going', args=[village.cafe.pk])}?pour={whom}"


def words_of(number: int) -> str:
    return reverse("covisits:beside_words", args=[number])


def asked_about_an_hour(village: Village) -> Exchange:
    """Odile answered Jeanne, who proposes an hour: it waits for Odile."""
    notice = post(author=village.jeanne, direction="need", words="tenir l’escabeau", at=village.now)
    begun = answer(notice=notice, by=village.odile, words="Je sais faire", at=village.now)
    on = village.now + timedelta(days=1)
    settle(exchange=begun, by=village.jeanne, begins_at=on, where="Sous le vieux pont", at=village.now)
    return begun


def test_both_answer_a_notice_together_each_in_their_own_name(village, two, need):
    page = two.get(reverse("covisits:beside_notice", args=[need.pk])).content.decode()
    assert "Je peux aider" in page
    assert "Pour nous deux" in page
    typed = {"words": "La nôtre fait trois mètres.", "once": "k"}
    wrong = two.post(help_with(need, "nous"), {**typed, "digits1": "4182", "digits2": "9046"})
    assert wrong.status_code == 422
    shown = wrong.content.decode()
    assert "La nôtre fait trois mètres." in shown
    assert "9046" not in shown
    assert not Exchange.objects.exists()
    for _tap in range(2):
        assert two.post(help_with(need, "nous"), {**typed, **BOTH}).status_code == 302
    assert {one.answered_by for one in Exchange.objects.all()} == {village.paul, village.odile}
    told = Dispatch.objects.filter(person=village.jeanne.pk, purpose__startswith="conversations")
    assert "Avec Odile, qui vous répond aussi." in "\n".join(row.body for row in told)


def test_one_of_them_alone_and_never_to_ones_own_notice(village, two, need):
    assert two.post(help_with(need, "2"), {"words": "Oui", "digits2": "7391"}).status_code == 302
    assert Exchange.objects.get().answered_by == village.odile
    own = post(author=village.paul, direction="offer", words="des confitures", at=village.now)
    page = two.get(reverse("covisits:beside_notice", args=[own.pk])).content.decode()
    assert "Pour Odile" in page
    assert "Pour Paul" not in page.split("<h2>")[1].split("<nav")[0]
    refused = two.post(help_with(own, "nous"), {"words": "Oui", **BOTH})
    assert refused.status_code == 409
    assert "ne peut pas répondre à cette annonce" in refused.content.decode()
    assert Exchange.objects.count() == 1


def test_asking_from_the_page_of_mutual_aid_leads_to_the_form_of_two(two):
    assert two.get(reverse("aid:new") + "?quoi=cherche")["Location"] == PUBLISH
    assert two.post(reverse("aid:new"), {"words": "une échelle"}).status_code == 403


def test_a_notice_is_published_in_one_name(village, two):
    assert "Pour nous deux" not in two.get(PUBLISH).content.decode()
    typed = {"direction": "offer", "words": "des plants de tomates", "once": "k"}
    assert two.post(f"{PUBLISH}?pour=2", {**typed, "digits2": "4182"}).status_code == 422
    for _tap in range(2):
        assert two.post(f"{PUBLISH}?pour=2", {**typed, "digits2": "7391"}, follow=True).status_code == 200
    made = Notice.objects.get()
    assert (made.author, made.direction, made.words) == (village.odile, "offer", "des plants de tomates")


def test_who_takes_back_confirms_and_nobody_learns_who_was_expected(village, two):
    seat(village.odile, village.cafe, village.now)
    page = two.get(reverse("covisits:beside_meeting", args=[village.cafe.pk])).content.decode()
    assert "Ne plus venir" in page
    assert "Pour qui" in two.get(reverse("covisits:beside_going", args=[village.cafe.pk])).content.decode()
    refused = two.post(going(village, "nous"), BOTH)
    assert refused.status_code == 409
    assert "L’une des deux personnes n’a pas de place" in refused.content.decode()
    assert Registration.objects.seated().count() == 1
    assert two.post(going(village, "2"), {"digits2": "4182"}).status_code == 422
    assert two.post(going(village, "2"), {"digits2": "7391"}).status_code == 302
    assert not Registration.objects.seated().exists()
    for one in (village.paul, village.odile):
        seat(one, village.cafe, village.now)
    assert two.post(going(village, "nous"), BOTH).status_code == 302
    assert not Registration.objects.seated().exists()


def test_an_hour_and_a_ride_that_wait_for_one_are_answered_with_her_digits(village, two):
    begun = asked_about_an_hour(village)
    rows = [seat(one, village.cafe, village.now) for one in (village.jeanne, village.odile)]
    offer(registration=rows[0], seats=2, place_words="Saint-Martin", at=village.now)
    ask(registration=rows[1], place_words="Saint-Martin", at=village.now)
    page = two.post(words_of(2), {"digits2": "7391"}).content.decode()
    assert "tenir l’escabeau" in page
    assert "Sous le vieux pont" in page
    assert "Cette voiture vous convient-elle" in page
    ride = Ride.objects.get()
    said = {
        "step": "say",
        f"exchange-{begun.pk}": f"hour-{begun.pk}-1",
        f"ride-{ride.pk}": f"ride-yes-{ride.pk}-0",
    }
    assert two.post(words_of(2), {**said, "digits2": "4182"}).status_code == 422
    assert Exchange.objects.for_page().get().meets is None
    assert two.post(words_of(2), {**said, "digits2": "7391"})["Location"] == LOOK
    assert Exchange.objects.for_page().get().meets is not None
    ride.refresh_from_db()
    assert ride.rider_yes_at is not None
    assert "Rien n’attend Odile" in two.post(words_of(2), {"digits2": "7391"}).content.decode()


def test_all_that_is_said_is_done_or_nothing(village, two, monkeypatch):
    begun = asked_about_an_hour(village)
    rows = [seat(one, village.cafe, village.now) for one in (village.jeanne, village.odile)]
    offer(registration=rows[0], seats=2, place_words="Saint-Martin", at=village.now)
    ask(registration=rows[1], place_words="Saint-Martin", at=village.now)
    ride = Ride.objects.get()
    said = {"step": "say", "digits2": "7391", f"exchange-{begun.pk}": f"hour-{begun.pk}-1"}
    gone = two.post(words_of(2), {**said, f"ride-{ride.pk}": "ride-yes-0-0"})
    assert gone.status_code == 422
    assert "Cette question n’est plus posée" in gone.content.decode()
    assert Exchange.objects.for_page().get().meets is None


def test_the_fifth_slip_says_why_it_closed_and_nothing_was_done(village, two, need):
    for _try in range(4):
        assert two.post(help_with(need, "1"), {"words": "Oui", "digits1": "0000"}).status_code == 422
    last = two.post(help_with(need, "1"), {"words": "Oui", "digits1": "0000"}, follow=True)
    assert "Cinq fois de mauvais chiffres" in last.content.decode()
    assert not Exchange.objects.exists()
    assert two.post(help_with(need, "1"), {"words": "Oui", "digits1": "4182"}).status_code in (302, 403)
    assert not Exchange.objects.exists()


def test_suspended_in_the_middle_ends_it_for_both_says_so_and_does_not_come_back(village, two, need):
    held = suspend(member=village.odile, by=village.fatou, reason="Repos", at=village.now)
    assert two.post(help_with(need, "nous"), {"words": "Oui", **BOTH})["Location"] == END
    assert "L’une des deux personnes ne peut plus être ici" in two.get(END).content.decode()
    assert not Exchange.objects.exists()
    held.delete()
    assert two.get(LOOK).status_code == 403


def test_five_wrong_codes_of_the_second_one_ask_for_another_code(village, client_of):
    browser = client_of(village.paul)
    browser.post(reverse("covisits:beside_start"), {"digits": "4182"})
    second = reverse("covisits:beside_second")
    for card in (village.odile.card_code, "ZZ9999"):
        asked = browser.post(second, {"address": card})["Location"]
        answers = [browser.post(asked, {"code": "000000", "digits": "7391"}) for _try in range(5)]
        assert [one.status_code for one in answers] == [422, 422, 422, 422, 302], card
        assert "Cinq essais sans succès" in browser.get(second).content.decode()
    asked = browser.post(second, {"address": village.odile.card_code})["Location"]
    code = give_code(member=village.odile, by=village.monique, at=village.now).spoken
    assert browser.post(asked, {"code": code, "digits": "7391"})["Location"] == LOOK


def test_a_child_beside_their_parent(village, client_of, need):
    parent = Parent("Paul Nguyen", read_contact("01 99 00 45 77"), agreed=True)
    protect(member=village.odile, birth_year=village.now.year - 10, parent=parent, at=village.now)
    two = sit_down(client_of(village.paul), village, village.odile)
    refused = two.post(f"{PUBLISH}?pour=2", {"direction": "need", "words": "un ballon", "digits2": "7391"})
    assert "quinze ans" in refused.content.decode()
    both = two.post(help_with(need, "nous"), {"words": "Oui", **BOTH})
    assert both.status_code == 409
    assert not Exchange.objects.exists()
    assert two.post(help_with(need, "1"), {"words": "Oui", "digits1": "4182"}).status_code == 302
    coming = f"{reverse('covisits:beside_coming', args=[village.cafe.pk])}?pour=nous"
    assert two.post(coming, BOTH).status_code == 302
    assert Registration.objects.seated().count() == 2


def test_a_notice_found_elsewhere_is_none_of_the_row(village, client_of, need, monkeypatch):
    two = sit_down(client_of(village.paul), village, village.odile)
    page = reverse("covisits:beside_notice", args=[need.pk])
    assert " sur " in two.get(page).content.decode().split("</main>")[0].split("<main")[1]
    monkeypatch.setattr(looking_at, "MOST_NOTICES", 0)
    alone = two.get(page).content.decode().split("</main>")[0].split("<main")[1]
    assert "1 sur " not in alone
    assert "Suivant" in alone
