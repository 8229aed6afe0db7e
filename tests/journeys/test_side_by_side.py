"""A correspondent and a member decide side by side; a ride is asked by telephone, offered by mail, agreed, closed."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from parvis.meetings.models import Registration
from parvis.members.signing_in import give_code

pytestmark = pytest.mark.browser


def test_a_correspondent_and_a_member_decide_side_by_side(lived_in, open_browser):
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
    page.goto("/mon-espace/")
    expect(page.get_by_role("heading", name="Cette page est pour une seule personne")).to_be_visible()
    page.get_by_role("button", name="Nous avons fini").click()
    expect(page.get_by_role("heading", name="Au revoir à vous deux")).to_be_visible()
    assert not [one["name"] for one in context.cookies() if one["name"] in ("visite", "parvis")]
    page.goto("/cote-a-cote/")
    expect(page.get_by_text(re.compile("deux personnes sont côte à côte"))).to_be_visible()
