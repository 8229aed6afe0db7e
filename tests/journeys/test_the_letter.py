"""The letter in three steps, on a telephone of 360 pixels without JavaScript; and its twin on paper."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import expect

from parvis.community.interests import offer
from parvis.kit.typesetting import is_installed
from parvis.members.choosing_interests import choose_interests
from parvis.newsletters.jobs import write_out
from parvis.newsletters.models import Letter
from tests.village import make_member

pytestmark = pytest.mark.browser


def test_three_steps_and_the_letter_leaves_also_on_paper(lived_in, open_browser, now):
    lucien = make_member("Lucien Petit", now)
    lucien.contact_points.create(kind="post", address="4 rue du Canal, 33000 Vieux-Pont", added_at=now)
    choose_interests(member=lived_in.jeanne, interests=[offer(name="le canal", words="café")], at=now)
    context = open_browser(lived_in.karim)
    tab = context.new_page()
    tab.goto("/mon-espace/")
    tab.get_by_role("link", name="Écrire la lettre").click()
    tab.get_by_role("button", name="Commencer une lettre").click()

    expect(tab.get_by_role("link", name="Café du canal")).to_be_visible()
    tab.get_by_role("link", name="Écrire", exact=True).first.click()
    tab.locator("#id_words").fill("Il fait froid : **venez vous réchauffer**.")
    tab.get_by_role("button", name="Enregistrer").click()
    expect(tab.get_by_text("venez vous réchauffer")).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.get_by_role("button", name="Descendre").first.click()
    tab.get_by_role("link", name="choisir qui la reçoit").click()

    expect(tab.get_by_text("Une personne la reçoit sur papier")).to_be_visible()
    tab.get_by_label("tout le monde").check()
    tab.get_by_role("button", name="Enregistrer").click()
    tab.get_by_role("link", name="C’est bien").click()

    tab.get_by_text("L’envoyer tout de suite").click()
    tab.get_by_role("button", name="Envoyer maintenant").click()
    write_out(now)
    tab.reload()
    expect(tab.get_by_text(re.compile("0 sur 11 parties"))).to_be_visible()

    letter = Letter.objects.get()
    passer_by = open_browser().new_page()
    passer_by.goto("/lettres/")
    passer_by.get_by_role("link", name=letter.title).click()
    expect(passer_by.get_by_text("venez vous réchauffer")).to_be_visible()
    if is_installed():
        pdf = context.request.get(f"/lettres/{letter.pk}/papier.pdf").body()
        read = pypdf.PdfReader(io.BytesIO(pdf))
        assert len(read.pages) <= 2
        assert "venez vous réchauffer" in " ".join(read.pages[0].extract_text().split())
