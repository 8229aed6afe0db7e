"""What scripts add at the telephone desk: who is found and who is alike as one types, calls that wait with what
was typed, words that survive a page that is left, one digit a line of a sheet of calls."""

import re

import pytest
from playwright.sync_api import Page, expect

from parvis.courier.models import Attempt
from parvis.desk.models import OpenCall
from tests.journeys.budgets import call_around, sheet_of_calls_typed_back

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(lived_in, open_browser) -> Page:
    page = open_browser(lived_in.monique, width=1280, java_script_enabled=True).new_page()
    page.goto("/permanence/")
    page.wait_for_load_state("networkidle")
    return page


def open_odile(tab: Page) -> None:
    """Three letters show her without another page; Enter opens the only one found."""
    tab.get_by_label("Un nom, un numéro ou le code d’une carte").press_sequentially("odi")
    expect(tab.locator("#found")).to_contain_text("Odile Roux")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Odile Roux")
    tab.wait_for_load_state("networkidle")


def test_who_is_alike_shows_while_a_name_is_typed_and_what_is_typed_stays(tab: Page) -> None:
    tab.get_by_label("Prénom et nom").press_sequentially("Odile Rou")
    expect(tab.locator("#alike")).to_contain_text("Odile Roux")
    expect(tab.locator("#alike")).to_contain_text("45 12")  # enough to tell two people apart, no more
    assert "01 99 00 45 12" not in tab.locator("#alike").inner_text().replace("\u00a0", " ")
    tab.get_by_label("Téléphone ou adresse").press_sequentially("06 39 98 12 44")
    tab.get_by_label("Prénom et nom").fill("Zénobie Abel")
    expect(tab.locator("#alike")).not_to_contain_text("Odile Roux")
    tab.reload()  # the session ended, or a slip of the hand
    expect(tab.get_by_label("Prénom et nom")).to_have_value("Zénobie Abel")
    expect(tab.get_by_label("Téléphone ou adresse")).to_have_value("06 39 98 12 44")


def test_a_call_waits_with_what_was_typed_and_comes_back_with_it(tab: Page, lived_in) -> None:
    open_odile(tab)
    tab.get_by_text("Noter un message", exact=True).click()
    tab.get_by_label("Le message").fill("Elle apporte des gaufres.")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Mettre en attente").first.click()
    assert OpenCall.objects.get().person == lived_in.odile
    back = tab.get_by_role("navigation", name=re.compile("Appels")).get_by_role("button", name="Odile Roux")
    with tab.expect_navigation():
        back.first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Odile Roux")
    expect(tab.get_by_label("Le message")).to_have_value("Elle apporte des gaufres.")
    expect(tab.get_by_label("Le message")).to_be_visible()


def test_a_sheet_of_calls_is_typed_back_by_one_digit_a_line(tab: Page, lived_in) -> None:
    call_around(lived_in)
    tab.goto(sheet_of_calls_typed_back(lived_in))
    tab.wait_for_load_state("networkidle")
    expect(tab.locator("select").first).to_be_focused()
    tab.keyboard.press("4")
    expect(tab.locator("input.short").first).to_be_focused()
    tab.keyboard.type("18h")
    tab.keyboard.press("ArrowUp")  # nothing is lost by a wrong key
    expect(tab.locator("input.short").first).to_have_value("18h")
    tab.locator("select").first.focus()
    tab.keyboard.press("3")
    expect(tab.get_by_label("Remarques écrites sur la feuille")).to_be_focused()
    tab.keyboard.press("Tab")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert {attempt.outcome for attempt in Attempt.objects.all()} == {"absent"}
