"""Two friends without account, on their telephones: « quand ? », two answers, and it becomes a meeting."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from parvis.meetings.models import Meeting, Registration
from tests.village import make_meeting

pytestmark = pytest.mark.browser


def _answer(tab, name, said):
    for day, words in said.items():
        tab.get_by_role("group", name=re.compile(day)).get_by_label(words, exact=True).check()
    tab.get_by_label("Votre prénom").fill(name)
    tab.get_by_role("button", name="Envoyer ma réponse").click()
    expect(tab.get_by_text("Votre réponse est notée.")).to_be_visible()


def test_two_friends_without_account_answer_and_it_becomes_a_meeting(lived_in, open_browser):
    asker = open_browser(lived_in.jeanne).new_page()
    asker.goto("/rencontres/sondages/proposer/")
    asker.get_by_role("textbox", name=re.compile("^Quoi .$")).fill("La soupe")
    asker.locator("#id_place").select_option(label="Kiosque")
    for number, day in enumerate(["27/11", "28/11", "1/12"], start=1):
        row = asker.get_by_role("group", name=f"Date {number}")
        row.get_by_label("Jour").fill(day)
        row.get_by_label(re.compile("^De")).fill("18 h")
    asker.get_by_role("button", name="Demander").click()
    link = asker.locator(".address").first.inner_text().removeprefix("http://localhost:8000")

    zoe = open_browser().new_page()
    zoe.goto(link)
    _answer(zoe, "Zoé", {"27": "oui", "28": "non", "1er": "oui"})
    tom = open_browser().new_page()
    tom.goto(link)
    _answer(tom, "Tom", {"27": "si besoin", "1er": "oui"})
    expect(tom.get_by_text("Zoé, Tom")).to_be_visible()

    asker.reload()
    expect(asker.get_by_text("réunit le plus de monde")).to_be_visible()
    asker.get_by_role("button", name=re.compile("Choisir cette date mardi 1er")).click()
    expect(asker.get_by_text("2 personnes sont inscrites.")).to_be_visible()
    expect(asker.get_by_role("heading", level=1)).to_have_text("La soupe")
    assert (
        Registration.objects.filter(meeting=Meeting.objects.get(title="La soupe"), state="seated").count()
        == 2
    )

    tom.reload()
    tom.get_by_role("link", name="Voir ou changer ma venue").click()
    expect(tom.get_by_role("heading", level=1)).to_have_text("C’est noté")


def test_the_month_is_a_grid_on_a_wide_screen_and_a_list_on_a_telephone(lived_in, open_browser):
    make_meeting("Marche", lived_in.now + timedelta(days=1))
    tab = open_browser(width=1280).new_page()
    tab.goto("/rencontres/2026/11/")
    days = tab.locator(".calendar > li")
    first, eighth = days.nth(1).bounding_box(), days.nth(8).bounding_box()
    assert (first["x"], first["y"] < eighth["y"]) == (eighth["x"], True)  # Mondays stand under one another
    tab.set_viewport_size({"width": 360, "height": 640})
    expect(days.first).to_be_hidden()  # the list of a telephone is drawn
    assert [day.inner_text().split("\n")[0] for day in days.all() if day.is_visible()] == [
        "Mercredi 25\u00a0novembre",
        "Jeudi 26\u00a0novembre",
    ]
    tab.get_by_role("link", name="Le mois suivant").focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Décembre 2026")
