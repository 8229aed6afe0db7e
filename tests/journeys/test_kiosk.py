"""Odile before the tablet of the town hall, with and without a script: warned, kept, signed out, gone without a trace."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from parvis.aid.exchange.answering import answer
from parvis.aid.models import Notice
from parvis.desk.kiosk import entries
from parvis.members.signing_in import give_code
from tests.journeys.budgets import axe_faults, touch_faults

pytestmark = pytest.mark.browser
WARNING = "Vous êtes encore là"


@pytest.fixture
def rest(monkeypatch):
    """`rest(12, 2)`: three minutes are twelve seconds from now on, and the warning comes two before."""

    def lasts(seconds, warning):
        monkeypatch.setattr(entries, "REST", timedelta(seconds=seconds))
        monkeypatch.setattr(entries, "WARNING", timedelta(seconds=warning))

    return lasts


def _enter(tab, village, suite=""):
    fresh = give_code(member=village.odile, by=village.monique, at=timezone.now())
    tab.goto(f"/borne/entrer/?suite={suite}")
    tab.get_by_label("Le code de votre carte").fill(village.odile.card_code)
    tab.get_by_label("Votre numéro personnel").fill(fresh.spoken)
    tab.get_by_role("button", name="Entrer", exact=True).click()
    tab.wait_for_load_state()  # its script is there, if it has one


@pytest.mark.parametrize("has_script", [False, True])
@pytest.mark.parametrize("width", [768, 360])
def test_read_come_change_ones_mind_and_leave_nothing(lived_in, open_browser, has_script, width):
    tab = open_browser(None, width=width, java_script_enabled=has_script).new_page()
    tab.goto("/borne/")
    tab.get_by_role("link", name="Café du canal").click()
    tab.get_by_role("link", name="Je viens").click()
    _enter(tab, lived_in, f"/borne/rencontres/{lived_in.cafe.pk}/")
    tab.get_by_role("button", name="Je viens").click()
    expect(tab.get_by_text("Vous venez.", exact=True)).to_be_visible()
    tab.get_by_role("link", name="Où je vais").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Bonjour Odile")
    assert tab.locator("a[href^='http'], a[href^='tel:'], a[href^='mailto:']").count() == 0
    tab.get_by_role("link", name="Café du canal").click()
    tab.get_by_role("button", name="Je ne peux plus venir").click()
    expect(tab.get_by_role("button", name="Je viens")).to_be_visible()
    tab.get_by_role("button", name="j’ai fini").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("À bientôt")
    for _back in range(4):  # the Back button shows nothing of Odile
        tab.go_back()
        assert "Odile" not in tab.content()
        assert "j’ai fini" not in tab.content()
    assert [cookie["name"] for cookie in tab.context.cookies() if cookie["name"] in ("parvis", "borne")] == []


def _is_gone(tab):
    expect(tab.get_by_role("heading", level=1)).to_have_text("À bientôt")
    tab.go_back()
    assert "Odile" not in tab.content()
    tab.goto("/borne/moi/")
    assert tab.url.endswith("/borne/entrer/")


def test_warned_kept_by_one_tap_then_signed_out_without_a_script(lived_in, open_browser, rest):
    """The browser counts by itself: a test does not rest three minutes, and a busy machine needs its time."""
    tab = open_browser(None, width=768).new_page()
    rest(60, warning=57)
    _enter(tab, lived_in)
    expect(tab.get_by_text(WARNING).first).to_be_visible()
    rest(14, warning=2)
    tab.get_by_role("button", name="Oui, je continue").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Bonjour Odile")
    expect(tab.get_by_text(WARNING).first).to_be_hidden()
    _is_gone(tab)


def test_warned_kept_by_one_tap_then_signed_out_with_a_script(lived_in, open_browser):
    """The clock of the tablet is moved on by hand."""
    tab = open_browser(None, width=768, java_script_enabled=True).new_page()
    tab.clock.install()
    _enter(tab, lived_in)
    tab.clock.fast_forward("02:31")
    expect(tab.get_by_text(WARNING).first).to_be_visible()
    tab.get_by_role("button", name="Oui, je continue").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Bonjour Odile")
    expect(tab.get_by_text(WARNING).first).to_be_hidden()
    tab.clock.fast_forward("02:25")
    expect(tab.get_by_text(WARNING).first).to_be_hidden()
    tab.clock.fast_forward("00:40")
    _is_gone(tab)


def test_writing_keeps_the_screen_open_with_a_script(lived_in, open_browser):
    """Six minutes of writing, twice the rest: the clocks of the tablet and of the server are moved on together."""
    tab = open_browser(None, width=768, java_script_enabled=True).new_page()
    tab.clock.install()
    with time_machine.travel(timezone.now(), tick=True) as server:
        _enter(tab, lived_in)
        tab.get_by_role("link", name="Laisser un mot").click()
        tab.wait_for_load_state()
        field = tab.get_by_label("Votre mot")
        for letter in "demain":
            server.shift(60)
            tab.clock.fast_forward("01:00")
            with tab.expect_response("**/borne/encore/"):  # a sign of life is told
                field.press_sequentially(letter)
        assert not tab.get_by_text(WARNING).first.is_visible()
        tab.get_by_role("button", name="Laisser ce mot").click()
        expect(tab.get_by_text("Votre mot est laissé")).to_be_visible()


def test_the_pages_of_whoever_entered_are_readable_and_large_enough_to_tap(lived_in, open_browser):
    tab = open_browser(None, java_script_enabled=True, bypass_csp=True).new_page()
    _enter(tab, lived_in)
    cafe = f"/borne/rencontres/{lived_in.cafe.pk}/"
    said = []
    for path in (
        "/borne/moi/",
        cafe,
        "/borne/moi/mot/",
        "/borne/moi/numero/",
        "/borne/moi/journal/",
        "/borne/moi/reponses/",
        "/borne/moi/entraide/",
        "/borne/moi/entraide/annonce/",
        "/borne/encore/",
    ):
        tab.goto(path)
        found = [*axe_faults(tab), *touch_faults(tab)]
        if path == "/borne/encore/":  # its timed end is what it is there for, and one tap puts it off
            found = [fault for fault in found if "meta-refresh" not in fault]
        said += [f"{path}: {fault}" for fault in found]
    tab.goto("/borne/moi/")
    tab.evaluate("document.getElementById('rest').hidden = false")
    said += [f"the warning: {fault}" for fault in (*axe_faults(tab), *touch_faults(tab))]
    assert not said


@pytest.mark.parametrize("has_script", [False, True])
def test_ask_answer_yes_and_leave_nothing(lived_in, open_browser, has_script):
    tab = open_browser(None, width=768, java_script_enabled=has_script).new_page()
    _enter(tab, lived_in)
    tab.get_by_role("link", name="Entraide").click()
    tab.get_by_role("link", name="Demander ou proposer").click()
    tab.get_by_label("Je cherche").check()
    tab.get_by_label("En une phrase").fill("quelqu’un pour tenir l’escabeau")
    tab.get_by_role("button", name="Publier").click()
    expect(tab.get_by_text("C’est publié. Merci.")).to_be_visible()
    answer(notice=Notice.objects.get(), by=lived_in.jeanne, words="J’arrive.", at=timezone.now())
    tab.get_by_role("link", name="Là où je vais").first.click()
    tab.get_by_role("link", name="1 chose attend ma réponse").click()
    expect(tab.get_by_text("J’arrive.")).to_be_visible()
    tab.get_by_role("button", name="Oui, avec plaisir").click()
    expect(tab.get_by_text("Rien ne vous attend.")).to_be_visible()
    tab.get_by_role("button", name="Odile, j’ai fini").click()
    expect(
        tab.get_by_text("Rien de vous ne reste sur cet écran.").or_(
            tab.get_by_role("heading", name="À bientôt")
        )
    ).to_be_visible()
    tab.goto("/borne/moi/entraide/")
    expect(tab.get_by_role("heading", name="Entrer")).to_be_visible()
