"""The correspondent carries all of it: look-alikes, what waits for a person, double taps, how to reach."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.aid.exchange.agreeing import agree, show_address
from parvis.aid.exchange.answering import answer
from parvis.aid.exchange.links import path_of
from parvis.aid.exchange.settling import settle
from parvis.aid.models import Notice
from parvis.aid.posting import post
from parvis.conversations.models import Message
from parvis.courier.models import Dispatch
from parvis.desk import notices
from parvis.kit.form_keys import new_key
from parvis.members.models import Role
from tests.village import Village, make_member, trust

LADDER = "une échelle pour la haie"


@pytest.fixture
def desk(village: Village, client_of):
    """Monique answers; Odile and Henri trust the desk, and she said why she opens both records."""
    browser = client_of(village.monique)
    for person in (village.odile, village.henri):
        trust(person, village.monique, village.now)
        browser.post(reverse("desk:opening", args=[person.pk]), {"reason": "calling"})
    return browser


def taken(browser, person, name: str, once: str = "", **typed: str):
    said = {f"{name}-{key}": value for key, value in typed.items()} | ({"once": once} if once else {})
    return browser.post(reverse("desk:take", args=[person.pk, name]), said, follow=True)


def _reach(page) -> str:
    return page.content.decode().split('id="reach"')[1].split("</section>")[0]


def test_what_a_refusal_keeps_is_what_was_typed(village: Village, desk):
    page = taken(desk, village.odile, "aid", direction="need", words="x !")
    assert page.status_code >= 400
    said = page.content.decode()
    assert "x !" in said
    assert "Dites en une phrase de quoi il s’agit." in said
    assert "Odile" in said  # still on her page


def test_the_desk_hears_who_offers_it_already_and_who_reads_first(village: Village, desk, now):
    post(author=village.paul, direction="offer", words="mon échelle de trois mètres", at=now)
    said = taken(desk, village.odile, "aid", direction="need", words=LADDER).content.decode()
    assert f"{village.paul.name} propose déjà\xa0: mon échelle de trois mètres" in said
    said = taken(desk, village.odile, "aid", direction="offer", words="un fusil de chasse").content.decode()
    assert "lit d’abord votre annonce" in said


def test_a_double_tap_at_the_desk_is_one(village: Village, desk, now):
    once = new_key()
    for _tap in range(2):
        taken(desk, village.odile, "aid", once, direction="need", words=LADDER)
    notice = Notice.objects.get()
    once = new_key()
    for _tap in range(2):
        taken(desk, village.henri, "aid_answer", once, notice=str(notice.pk), words="J’en ai une.")
    assert Message.objects.count() == 1
    page = reverse("desk:exchange", args=[village.odile.pk, notice.exchanges.get().pk])
    assert 'name="once"' in desk.get(page).content.decode()
    for _tap in range(2):
        desk.post(page, {"do": "words", "words": "Merci beaucoup.", "once": once})
    assert Message.objects.count() == 2


def test_two_who_own_no_device_may_know_each_other_s_number(village: Village, desk, now):
    need = post(author=village.odile, direction="need", words=LADDER, at=now)
    made = answer(notice=need, by=village.lea, words="J’en ai une.", at=now, channel="telephone")
    trust(village.lea, village.monique, now)
    desk.post(reverse("desk:opening", args=[village.lea.pk]), {"reason": "calling"})
    agree(exchange=made, by=village.odile, at=now)
    hers, leas = (reverse("desk:exchange", args=[one.pk, made.pk]) for one in (village.odile, village.lea))
    assert "peut savoir comment joindre Odile" in desk.get(hers).content.decode()
    desk.post(hers, {"do": "show"})
    number = "01\xa099\xa000\xa045\xa012"  # Odile’s
    assert number not in _reach(desk.get(leas))
    assert number in _reach(desk.post(leas, {"do": "show"}, follow=True))
    assert number not in _reach(desk.post(hers, {"do": "hide"}, follow=True))


def test_who_has_no_number_is_reached_by_a_word_left_with_us(village: Village, client_of, now):
    yvette = make_member("Yvette Colin", now)
    need = post(author=yvette, direction="need", words=LADDER, at=now)
    made = answer(notice=need, by=village.paul, words="J’en ai une.", at=now)
    for person in (yvette, village.paul):
        show_address(exchange=made, by=person, shows=True, at=now)
    said = client_of(village.paul).get(path_of(made.pk, village.paul)).content.decode()
    assert "laissez-nous un mot" in said
    assert "restent cachés tant que" not in said


def test_the_kind_is_changed_by_telephone_too(village: Village, desk, now):
    notice = post(
        author=village.odile, direction="need", words="une heure au calme", category="loisirs", at=now
    )
    taken(desk, village.odile, "aid_change", changed=str(notice.pk), kind="apprendre")
    assert Notice.objects.get().category == "apprendre"
    taken(desk, village.odile, "aid_change", changed=str(notice.pk), words="une heure au calme, le soir")
    assert Notice.objects.get().category == "apprendre"


def test_who_goes_to_the_desk_reads_its_hours(village: Village, desk, client_of, now):
    Role.objects.filter(member=village.monique, kind=Role.Kind.CORRESPONDENT).update(
        hours="mardi, de 14 h à 17 h"
    )
    need = post(author=village.jeanne, direction="need", words=LADDER, at=now)
    made = answer(notice=need, by=village.paul, words="J’en ai une.", at=now)
    settle(
        exchange=made, by=village.jeanne, begins_at=now + timedelta(days=2), keeper=village.monique, at=now
    )
    told = Dispatch.objects.get(purpose="aid.hour_proposed")
    assert "mardi, de 14 h à 17 h" in told.body


def test_an_old_notice_is_found_by_a_few_of_its_words(village: Village, desk, now, monkeypatch):
    monkeypatch.setattr(notices, "MOST_OTHERS", 1)
    harp = post(author=village.jeanne, direction="offer", words="accorder une harpe", at=now)
    post(author=village.jeanne, direction="offer", words="accorder un piano", at=now)
    post(author=village.jeanne, direction="offer", words="des noix", at=now + timedelta(minutes=1))
    page = desk.get(reverse("desk:person", args=[village.odile.pk])).content.decode()
    assert "des noix" in page
    assert "une harpe" not in page
    missing = taken(desk, village.odile, "aid_answer", words="Oui !").content.decode()
    assert "Choisissez quelle annonce." in missing  # never the first of the list by mistake
    several = taken(desk, village.odile, "aid_answer", about="accorder", words="Oui !").content.decode()
    assert "accorder une harpe" in several
    assert "Oui !" in several
    none = taken(desk, village.odile, "aid_answer", about="trombone", words="Oui !").content.decode()
    assert "Aucune annonce ne dit cela" in none
    taken(desk, village.odile, "aid_answer", about="harpes", words="Oui !")
    assert harp.exchanges.get().answered_by == village.odile
