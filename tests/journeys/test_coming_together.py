"""From a poster to people in a room: a telephone of 360 px, no JavaScript, nobody told how to."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from parvis.meetings.models import Arrival, Meeting, Registration
from tests.village import make_meeting, seat, wait

pytestmark = pytest.mark.browser


def test_from_a_poster_to_a_held_seat_in_three_screens(lived_in, open_browser):
    tab = open_browser().new_page()
    tab.goto(f"/r/{lived_in.cafe.pk}")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Café du canal")
    tab.get_by_label("Votre prénom et votre nom").fill("Samir Belaïd")
    tab.get_by_label("Comment vous joindre").fill("06 39 98 12 34")
    tab.get_by_role("button", name="Valider ma venue").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("C’est noté")
    assert Registration.objects.get().state == "seated"
    tab.get_by_role("link", name="Je ne peux plus venir").click()
    tab.get_by_role("button", name="Annuler ma venue").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("C’est annulé")


def test_the_home_page_leads_to_the_form_in_one_tap(lived_in, open_browser):
    tab = open_browser().new_page()
    tab.goto("/")
    come = tab.get_by_role("link", name="Je viens")
    box = come.bounding_box()
    assert box["y"] + box["height"] <= 640
    come.click()
    expect(tab).to_have_url(re.compile(rf"/rencontres/{lived_in.cafe.pk}/#je-viens$"))
    expect(tab.get_by_role("button", name="Valider ma venue")).to_be_visible()


def test_an_organiser_publishes_a_weekly_workshop_with_a_waiting_list(lived_in, open_browser):
    tab = open_browser(lived_in.jeanne).new_page()
    tab.goto("/rencontres/proposer/")
    tab.get_by_role("textbox", name=re.compile("^Quoi .$")).fill("Atelier vélo")
    tab.get_by_label("Quel jour").fill("27/11")
    tab.get_by_label(re.compile("^De(?!r)")).fill("18h")
    tab.get_by_label("Chaque semaine").check()
    tab.get_by_label("Jusqu’au").fill("18/12")
    tab.get_by_label("Combien de personnes").fill("12")
    tab.get_by_role("button", name="Relire").click()
    expect(tab.get_by_text("4 rencontres")).to_be_visible()
    tab.get_by_role("button", name="Publier").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Atelier vélo")
    made = Meeting.objects.filter(title="Atelier vélo", publication__isnull=False)
    assert (made.count(), set(made.values_list("has_waiting_list", flat=True))) == (4, {True})


def test_a_place_on_the_waiting_list_is_passed_on(lived_in, open_browser):
    meeting = make_meeting("Atelier", lived_in.now + timedelta(days=3), host=lived_in.karim, capacity=1)
    seat(lived_in.paul, meeting, lived_in.now)
    waiting = wait(lived_in.lea, meeting, lived_in.now)
    tab = open_browser(lived_in.paul).new_page()
    tab.goto(f"/rencontres/{meeting.pk}/")
    tab.get_by_role("link", name="Voir ou changer ma venue").click()
    tab.get_by_role("link", name="Je ne peux plus venir").click()
    tab.get_by_role("button", name="Annuler ma venue").click()
    tab = open_browser(lived_in.lea).new_page()
    tab.goto(f"/rencontres/{meeting.pk}/")
    tab.get_by_role("link", name="Voir ou changer ma venue").click()
    tab.get_by_role("button", name="Je prends la place").click()
    expect(tab.get_by_text("Nous vous attendons.")).to_be_visible()
    waiting.refresh_from_db()
    assert waiting.state == "seated"


def test_arrivals_are_one_tap_each_and_what_was_lived_is_shown(lived_in, open_browser):
    meeting = make_meeting(
        "Goûter", lived_in.now - timedelta(minutes=5), host=lived_in.karim, place=lived_in.kiosk
    )
    for person in [lived_in.jeanne, lived_in.paul, lived_in.lea, lived_in.pierre]:
        seat(person, meeting, lived_in.now)
    tab = open_browser(lived_in.karim).new_page()
    tab.goto(f"/rencontres/{meeting.pk}/salle/")
    for name in ["Jeanne Martin", "Paul Nguyen", "Léa Moreau", "Pierre Le Goff"]:
        tab.get_by_role("button", name=name).click()
    tab.get_by_label("Quelqu’un d’autre").fill("Samir")
    tab.get_by_role("button", name="Ajouter").click()
    expect(tab.get_by_text("5/5")).to_be_visible()
    assert Arrival.objects.count() == 5
    tab.get_by_role("link", name="La rencontre est finie").click()
    tab.get_by_label("Oui").check()
    tab.get_by_role("button", name="Enregistrer").click()
    expect(tab.get_by_text("10 heures ensemble. 6 premières rencontres.")).to_be_visible()
