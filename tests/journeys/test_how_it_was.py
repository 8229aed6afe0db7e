"""Saying how it was: from the link of a message, on a telephone, without account nor JavaScript, in four taps."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from parvis.courier.silencing import choosing_path
from parvis.meetings.feedback.asking import open_feedback
from parvis.meetings.feedback.links import path_of
from parvis.meetings.models import FeedbackAnswer, FeedbackGuest
from parvis.members.models import Member, Pace

pytestmark = pytest.mark.browser


def test_three_answers_in_four_taps(lived_in, open_browser, now):
    open_feedback(meeting=lived_in.cafe, people=[lived_in.jeanne, lived_in.paul], at=now)
    tab = open_browser().new_page()
    tab.goto(path_of(FeedbackGuest.objects.get(member=lived_in.jeanne)))  # the first tap, in the mail
    taps = 1
    for name, words in [("Avez-vous rencontré", "Oui"), ("Reviendriez-vous", "Peut-être")]:
        group = tab.locator("fieldset").filter(has_text=name)
        group.get_by_text(words, exact=True).click()
        taps += 1
    for _step in range(20):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    tab.keyboard.type("Plus de chaises.")
    tab.get_by_role("button", name="Envoyer mes réponses").click()
    taps += 1
    expect(tab.get_by_role("heading", name="Merci, c’est bien noté")).to_be_visible()
    assert taps <= 4
    assert sorted(FeedbackAnswer.objects.values_list("words", flat=True)) == ["", "", "Plus de chaises."]

    tab.goto(path_of(FeedbackGuest.objects.get(member=lived_in.paul)))
    tab.get_by_role("button", name="Ne pas répondre").click()
    expect(tab.get_by_text("Personne ne vous redemandera").first).to_be_visible()


def test_less_by_one_tap_and_back(lived_in, open_browser, now):
    Pace.objects.create(member=lived_in.jeanne, asked_on=now.date(), before="everything", after="everything")
    tab = open_browser().new_page()
    tab.goto(choosing_path(lived_in.jeanne.pk, "jeanne@exemple.fr"))
    tab.get_by_role("button", name="Moins").click()
    expect(tab.get_by_text("C’est noté")).to_be_visible()
    assert Member.objects.get(pk=lived_in.jeanne.pk).wish == "essential"
    Pace.objects.update(says="", lowered_on=now.date() + timedelta(days=30))
    tab.goto(choosing_path(lived_in.jeanne.pk, "jeanne@exemple.fr"))
    tab.get_by_role("button", name="Comme avant").click()
    expect(tab.get_by_text("C’est noté")).to_be_visible()
    assert Member.objects.get(pk=lived_in.jeanne.pk).wish == "everything"
