"""A sheet of a hundred typed back by keyboard alone: how many keys, how long; with and without scripts."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from parvis.kit.paper_codes import PaperCode
from parvis.meetings.models import Registration
from tests.village import make_meeting, make_member

pytestmark = pytest.mark.browser
PEOPLE = 100
SECONDS = 180


class Keyboard:
    """Keys pressed one after another, counted; nothing else is touched."""

    def __init__(self, tab):
        self.tab, self.keys = tab, 0

    def press(self, *keys):
        for key in keys:
            self.tab.keyboard.press(key)
            self.keys += 1

    def type(self, text):
        self.press(*text)


@pytest.fixture
def sheet(lived_in):
    now = timezone.now()
    meeting = make_meeting("Repas du village", now - timedelta(days=1), host=lived_in.karim)
    people = [make_member(f"Personne {n:03}", now) for n in range(PEOPLE)]
    before = now - timedelta(days=4)
    Registration.objects.bulk_create(
        Registration(meeting=meeting, member=it, state="seated", made_at=before, party=1 + (n % 10 == 0))
        for n, it in enumerate(people)
    )
    return meeting, str(PaperCode("P", meeting.pk, now - timedelta(days=2))).replace("-", "")


def open_sheet(tab, hands, code):
    tab.goto("/permanence/saisie/")
    expect(tab.locator("input[name=code]")).to_be_focused()
    hands.type(code.lower())
    hands.press("Enter")
    tab.wait_for_url("**/permanence/saisie/*-*/")
    tab.wait_for_load_state("networkidle")


def test_a_hundred_arrivals_by_one_key_each(lived_in, open_browser, sheet):
    """Every tenth came with three, every seventh did not come; two wrote themselves at the end."""
    meeting, code = sheet
    tab = open_browser(lived_in.monique, width=1280, java_script_enabled=True).new_page()
    hands, began = Keyboard(tab), time.monotonic()
    open_sheet(tab, hands, code)
    for number in range(PEOPLE):
        hands.press("Enter" if number % 7 == 3 else "3" if number % 10 == 0 else "x")
    hands.type("Samir")
    hands.press("Enter", "Enter")
    hands.type("Zoe")
    hands.press("Enter", "Enter", "Enter")
    with tab.expect_navigation():
        hands.press("Enter")
    took = time.monotonic() - began
    came = [n for n in range(PEOPLE) if n % 7 != 3]
    assert meeting.arrivals.count() == len(came) + 2
    assert sum(row.people for row in meeting.arrivals.all()) == sum(3 if n % 10 == 0 else 1 for n in came) + 2
    print(f"with scripts: {hands.keys} keys, {took:.1f} s in the browser")
    assert hands.keys <= PEOPLE + 25
    # Two keys a second is a slow hand.
    assert hands.keys / 2 <= SECONDS


def test_a_hundred_arrivals_without_scripts(lived_in, open_browser, sheet):
    """Tab and space; who came with others has a number of their own in the order of the keys."""
    meeting, code = sheet
    tab = open_browser(lived_in.monique, width=1280).new_page()
    hands, began = Keyboard(tab), time.monotonic()
    open_sheet(tab, hands, code)
    for number in range(PEOPLE):
        hands.press("Space", *["Tab"] * (2 if number % 10 == 0 else 1))
    with tab.expect_navigation():
        hands.press("Enter")
    took = time.monotonic() - began
    assert meeting.arrivals.count() == PEOPLE
    print(f"without scripts: {hands.keys} keys, {took:.1f} s in the browser")
    # Three keys a second: space and tab, always the same two.
    assert hands.keys / 3 <= SECONDS
