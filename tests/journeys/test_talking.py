"""A member writes, the host answers by mail, they agree on a date, it closes; two people are introduced."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from parvis.conversations.links import path_of
from parvis.conversations.models import Introduced, Thread
from parvis.courier.models import Dispatch
from parvis.courier.receiving import receive
from parvis.members.models import Member
from tests.conversations.test_telephone_and_mail import OURS, answer

pytestmark = pytest.mark.browser


def test_a_question_an_answer_by_mail_and_a_date(lived_in, open_browser, settings):
    settings.MAIL_REPLIES, settings.MAIL_AUTHSERV_ID = "reponses@exemple.fr", OURS
    jeanne = open_browser(lived_in.jeanne).new_page()
    jeanne.goto(f"/rencontres/{lived_in.cafe.pk}/")
    jeanne.get_by_role("link", name="Écrire à qui organise").click()
    expect(jeanne.get_by_label("Café du canal")).to_be_checked()
    jeanne.get_by_label("Votre message").fill("Y a-t-il une rampe ?")
    jeanne.get_by_role("button", name="Envoyer").click()
    expect(jeanne.get_by_text("C’est parti.")).to_be_visible()

    asked = Dispatch.objects.get(purpose="conversations.to_answer")
    assert receive(answer(asked, "Oui. Je vous la montre ?\n\n> Y a-t-il"), timezone.now()).state == "done"
    jeanne.goto("/mon-espace/")
    jeanne.get_by_role("link", name="Mes échanges").click()
    jeanne.get_by_role("link", name="Café du canal").click()
    expect(jeanne.get_by_text("Oui. Je vous la montre ?")).to_be_visible()
    expect(jeanne.get_by_text(re.compile("par e-mail"))).to_be_visible()

    karim = open_browser(lived_in.karim, width=1280).new_page()
    karim.goto(f"/echanges/{Thread.objects.get().pk}/")
    karim.get_by_text("Dire quand et où").click()
    karim.get_by_label("Quel jour").fill("2026-11-26")
    karim.get_by_label("À quelle heure").fill("10:00")
    karim.get_by_label("Où ?").fill("À la mairie")
    karim.get_by_role("button", name="On se voit").click()
    jeanne.reload()
    expect(jeanne.get_by_text(re.compile("On se voit jeudi 26")).first).to_be_visible()
    assert Thread.objects.get().closed_at is not None


def test_two_people_are_introduced_and_write(lived_in, open_browser):
    Member.objects.filter(pk__in=[lived_in.jeanne.pk, lived_in.paul.pk]).update(is_listed=True)
    karim = open_browser(lived_in.karim).new_page()
    karim.goto("/echanges/")
    karim.get_by_role("link", name="Mettre deux personnes en relation").click()
    karim.get_by_label("Une première personne").fill("Jeanne")
    karim.get_by_label("Une seconde personne").fill("Paul")
    karim.get_by_label("Pourquoi devraient-elles").fill("Deux amis des vélos.")
    karim.get_by_role("button", name="Demander aux deux").click()
    for one in Introduced.objects.order_by("pk"):
        tab = open_browser().new_page()
        tab.goto(path_of(one))
        tab.get_by_role("button", name="Oui, avec plaisir").click()
    paul = open_browser(lived_in.paul).new_page()
    paul.goto("/echanges/")
    paul.get_by_role("link", name="Jeanne", exact=True).click()
    paul.get_by_label("Quelques mots").fill("Samedi, dix heures, au kiosque ?")
    paul.get_by_role("button", name="Envoyer").click()
    jeanne = open_browser(lived_in.jeanne).new_page()
    jeanne.goto("/echanges/")
    jeanne.get_by_role("link", name="Paul", exact=True).click()
    expect(jeanne.get_by_text("Samedi, dix heures")).to_be_visible()
