"""A correspondent and a member decide side by side; a ride is asked by telephone, offered by mail, agreed, closed."""

import re
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from parvis.aid.exchange.answering import answer as answer_notice
from parvis.aid.models import Exchange, Notice
from parvis.aid.posting import post
from parvis.courier.models import Dispatch
from parvis.courier.receiving import receive
from parvis.meetings.models import Registration
from parvis.meetings.registering import register
from parvis.members.opening import Reason, open_details
from parvis.members.signing_in import give_code
from parvis.rides.ending import close_due
from parvis.rides.models import Car
from tests.conversations.test_telephone_and_mail import OURS, answer

pytestmark = pytest.mark.browser


def test_a_correspondent_and_a_member_decide_side_by_side(lived_in, open_browser):
    need = post(author=lived_in.jeanne, direction="need", words="une échelle", at=lived_in.now)
    own = post(author=lived_in.odile, direction="need", words="tenir l’escabeau", at=lived_in.now)
    begun = answer_notice(notice=own, by=lived_in.paul, words="J’arrive.", at=lived_in.now)
    context = open_browser(lived_in.monique)
    page = context.new_page()
    page.goto("/mon-espace/")
    page.get_by_role("link", name="Côte à côte").click()
    page.get_by_label("Quatre chiffres de votre choix").fill("4182")
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_text("Monique est déjà là.")).to_be_visible()
    digits = give_code(member=lived_in.odile, by=lived_in.monique, at=timezone.now()).spoken
    page.get_by_label("Votre téléphone ou votre e-mail").fill(lived_in.odile.card_code)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Vos 6 chiffres").fill(digits)
    page.get_by_label("Quatre chiffres de votre choix").fill("7391")
    page.get_by_role("button", name="S’installer à deux").click()
    expect(page.get_by_text("Monique · Odile")).to_be_visible()
    expect(page.get_by_role("heading", name="Café du canal")).to_be_visible()
    page.get_by_role("link", name="Pour nous deux").click()
    page.get_by_label(re.compile("Monique.*vos quatre chiffres")).fill("4182")
    page.get_by_label(re.compile("Odile.*vos quatre chiffres")).fill("7391")
    page.get_by_role("button", name="Confirmer pour Monique et Odile").click()
    expect(page.get_by_text("C’est noté pour Monique et Odile.")).to_be_visible()
    assert {row.member for row in Registration.objects.seated()} == {lived_in.monique, lived_in.odile}
    _help_and_answer(page, need, begun.pk)
    page.goto("/mon-espace/")
    expect(page.get_by_role("heading", name="Cette page est pour une seule personne")).to_be_visible()
    page.get_by_role("button", name="Nous avons fini").click()
    expect(page.get_by_role("heading", name="Au revoir à vous deux")).to_be_visible()
    assert not [one["name"] for one in context.cookies() if one["name"] in ("visite", "parvis")]
    page.goto("/cote-a-cote/")
    expect(page.get_by_text(re.compile("deux personnes sont côte à côte"))).to_be_visible()


def _help_and_answer(page: Page, need: Notice, exchange: int) -> None:
    """Both answer a notice; Odile alone answers what waits for her; Monique no longer comes."""
    page.goto(f"/cote-a-cote/annonce/{need.pk}/")
    page.get_by_role("link", name="Pour nous deux").click()
    page.get_by_label("Quelques mots").fill("Nous en avons une.")
    page.get_by_label(re.compile("Monique.*vos quatre chiffres")).fill("4182")
    page.get_by_label(re.compile("Odile.*vos quatre chiffres")).fill("7391")
    page.get_by_role("button", name="Confirmer pour Monique et Odile").click()
    expect(page.get_by_text("C’est parti pour Monique et Odile.")).to_be_visible()
    assert Exchange.objects.filter(notice=need).count() == 2
    page.get_by_role("link", name="Pour Odile").last.click()
    page.get_by_label(re.compile("Odile.*vos quatre chiffres")).fill("7391")
    assert "J’arrive." not in page.content()
    page.get_by_role("button", name="Ouvrir").click()
    expect(page.get_by_text("J’arrive.")).to_be_visible()
    page.get_by_label("Oui, avec plaisir").check()
    page.get_by_label(re.compile("Odile.*vos quatre chiffres")).fill("7391")
    page.get_by_role("button", name="Confirmer pour Odile").click()
    expect(page.get_by_text("C’est noté pour Odile.")).to_be_visible()
    assert Exchange.objects.for_page().get(pk=exchange).is_agreed


def test_a_ride_is_asked_by_telephone_offered_by_mail_agreed_and_closed(lived_in, open_browser, settings):
    settings.MAIL_REPLIES, settings.MAIL_AUTHSERV_ID = "reponses@exemple.fr", OURS
    now, odile = timezone.now(), lived_in.odile
    for person in (lived_in.jeanne, odile):
        register(meeting=lived_in.cafe, member=person, at=now)
    open_details(member=odile, by=lived_in.monique, reason=Reason.CALLING, at=now)
    desk = open_browser(lived_in.monique, width=1280).new_page()
    desk.goto(f"/permanence/personnes/{odile.pk}/")
    desk.get_by_text("Chercher une voiture", exact=True).click()
    desk.get_by_label("Où peut-on prendre cette personne").fill("Saint-Martin")
    asking = desk.locator("details", has_text="Chercher une voiture")
    asking.get_by_role("button", name="Noter").click()
    expect(desk.get_by_text("C’est noté.").first).to_be_visible()

    confirmed = Dispatch.objects.get(purpose="meetings.confirmation", person=lived_in.jeanne.pk)
    said = "J’ai 2 places depuis Saint-Martin, départ 13 h 30\n\n> C’est noté"
    assert receive(answer(confirmed, said), timezone.now()).state == "done"
    jeanne = open_browser().new_page()
    link = Dispatch.objects.get(purpose="rides.asked", person=lived_in.jeanne.pk).link
    jeanne.goto(urlsplit(link).path)
    expect(jeanne.get_by_role("heading", name="Emmenez-vous Odile")).to_be_visible()
    jeanne.get_by_role("button", name="Oui, avec plaisir").click()
    expect(jeanne.get_by_role("heading", name="Nous attendons ce que dira Odile")).to_be_visible()

    desk.goto(f"/permanence/personnes/{odile.pk}/")
    desk.get_by_text("Noter une réponse pour une voiture", exact=True).click()
    answering = desk.locator("details", has_text="Noter une réponse pour une voiture")
    answering.get_by_label(re.compile("Oui.*avec Jeanne")).check()
    answering.get_by_role("button", name="Noter").click()
    expect(desk.get_by_text(re.compile("Jeanne vous emmène"))).to_be_visible()
    jeanne.reload()
    expect(jeanne.get_by_role("heading", name="Odile vient avec vous")).to_be_visible()
    expect(jeanne.get_by_role("link", name=re.compile("01.99.00.45.12"))).to_be_visible()
    close_due(lived_in.cafe.ends_at)
    assert not Car.objects.live().exists()
    jeanne.reload()
    expect(jeanne.get_by_role("heading", name="Odile vient avec vous")).to_have_count(0)
