"""A storm: the meeting is off, the one who has no device is called, the organiser sees that all are told."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from parvis.courier.jobs import deliver_due
from tests.village import make_member, seat

pytestmark = pytest.mark.browser


def test_from_the_storm_to_nine_people_told(lived_in, open_browser, now):
    people = [lived_in.odile, lived_in.henri, lived_in.paul, lived_in.lea, lived_in.pierre, lived_in.lucie]
    people += [make_member(f"Voisine {n}", now, mail=f"voisine{n}@exemple.fr") for n in range(3)]
    for person in people:
        seat(person, lived_in.cafe, now)
    organiser = open_browser(lived_in.karim).new_page()
    organiser.goto(f"/rencontres/{lived_in.cafe.pk}/annulation/")
    organiser.get_by_role("button", name="Annuler la rencontre").click()
    expect(organiser.get_by_text("7 messages partent, 2 appels sont à passer.")).to_be_visible()
    deliver_due(timezone.now())
    desk = open_browser(lived_in.monique).new_page()
    desk.goto("/permanence/")
    desk.get_by_role("button", name="Je prends l’appel suivant").click()
    expect(desk.get_by_role("link", name=re.compile("01.99.00.45.12"))).to_be_visible()
    organiser.reload()
    expect(organiser.get_by_text(re.compile("7 personnes sur 9 sont prévenues"))).to_be_visible()
    expect(organiser.get_by_text(re.compile("Monique appelle"))).to_be_visible()
    desk.get_by_role("button", name=re.compile("^C’est dit, Odile Roux et Henri Roux")).click()
    expect(desk.get_by_text("Tout le monde est prévenu. Merci.")).to_be_visible()
    organiser.reload()
    expect(organiser.get_by_text(re.compile("9 personnes sur 9 sont prévenues"))).to_be_visible()
