"""Somebody asks, somebody answers, they agree on a place and an hour, it is done: 360 px, no JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from parvis.aid.exchange.links import path_of
from parvis.aid.models import Exchange, Gift, Notice
from parvis.aid.posting import post

pytestmark = pytest.mark.browser


def test_from_a_notice_to_thanks_on_two_small_screens(lived_in, open_browser):
    need = post(author=lived_in.jeanne, direction="need", words="une échelle pour la haie", at=lived_in.now)
    paul = open_browser(lived_in.paul, width=360).new_page()
    paul.goto(f"/entraide/{need.pk}/")
    paul.get_by_role("link", name="Répondre à Jeanne").click()
    paul.get_by_label("Quelques mots").fill("J’en ai une de trois mètres.")
    paul.get_by_role("button", name="Répondre à Jeanne").click()
    expect(paul.get_by_text("C’est parti.")).to_be_visible()

    begun = Exchange.objects.for_page().get()
    jeanne = open_browser(width=360).new_page()  # by the link of her mail, not signed in
    jeanne.goto(path_of(begun.pk, lived_in.jeanne))
    expect(jeanne.get_by_text("trois mètres")).to_be_visible()
    jeanne.get_by_role("button", name="Oui, avec plaisir").click()
    _propose(jeanne)
    assert "jeanne@exemple.fr" not in paul.content()

    paul.goto("/entraide/mes-echanges/")
    paul.get_by_role("link", name=re.compile("Jeanne")).click()
    expect(paul.get_by_text("Sous le pont")).to_be_visible()
    paul.get_by_role("button", name="Oui, cela me va").click()
    expect(paul.get_by_role("heading", name="Vous vous voyez")).to_be_visible()
    paul.goto("/mon-espace/")
    expect(paul.get_by_text("Sous le pont")).to_be_visible()

    jeanne.reload()
    jeanne.get_by_text("C’est déjà fait").click()
    jeanne.get_by_role("button", name="C’est fait, j’ai trouvé").click()
    expect(jeanne.get_by_text("C’est fait. Merci à vous deux.")).to_be_visible()
    jeanne.get_by_label(re.compile("Combien de temps")).select_option("30")
    jeanne.get_by_role("button", name="Le dire").click()
    assert Gift.objects.get().minutes == 30
    assert not Notice.objects.live(lived_in.now).filter(pk=need.pk).exists()


def _propose(tab: Page) -> None:
    tab.get_by_label("Quel jour").fill("2026-11-26")
    tab.get_by_label("À quelle heure").fill("10:00")
    tab.get_by_label(re.compile("Un autre lieu")).fill("Sous le pont")
    tab.get_by_role("button", name="Proposer", exact=True).click()
    expect(tab.get_by_text("C’est proposé.")).to_be_visible()
