"""Pages of two people keep their promises too: a visit, its strip and its panel; one screen for two; the kiosk."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from parvis.aid.posting import post
from parvis.covisits.models import Heart
from tests.covisits.sitting import sit_down
from tests.covisits.test_live import begin, cookie_of
from tests.desk.test_kiosk import enter
from tests.journeys.budgets import Spec, axe_faults, faults, hidden_by_bars, touch_faults
from tests.village import Village

pytestmark = pytest.mark.browser
HIGHER_THAN_THE_PAGE = 6000


@pytest.fixture
def tab_of(open_browser, live_server):
    """`tab_of({"visite": "…"})`: one telephone, with the cookies of a client."""

    def opened(cookies: dict[str, str]) -> Page:
        context = open_browser(java_script_enabled=True, bypass_csp=True)
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        return context.new_page()

    return opened


def cookies_of(client: Client) -> dict[str, str]:
    return {name: one.value for name, one in client.cookies.items() if one.value}


def seen_wrong(tab: Page, paths: list[str]) -> list[str]:
    """What these pages do not keep of what every page promises."""
    spec = Spec("of two", lambda village: "", nodes=400, is_public=False, requests=30)
    return [f"{path} {fault}" for path in paths for fault in faults(tab, spec, path)]


def test_a_visit_with_its_strip_and_its_panel_open(lived_in, tab_of):
    rosa, paul = begin()
    Heart.objects.create(visitor=rosa, kind="meeting", subject_id=lived_in.cafe.pk, given_at=timezone.now())
    tab = tab_of(dict([cookie_of(paul).split("=", 1)]))
    for path in (reverse("meetings:meeting", args=[lived_in.cafe.pk]), reverse("covisits:visit")):
        tab.goto(path)
        expect(tab.locator(".following")).to_be_visible()
        tab.locator(".visit-more > summary").click()
        expect(tab.get_by_role("button", name="Quitter la visite")).to_be_visible()
        assert not [*axe_faults(tab, height=HIGHER_THAN_THE_PAGE), *touch_faults(tab), *hidden_by_bars(tab)]


def test_one_screen_for_two(lived_in: Village, tab_of):
    need = post(author=lived_in.jeanne, direction="need", words="une échelle", at=timezone.now())
    client = Client()
    client.force_login(lived_in.monique)
    tab = tab_of(cookies_of(sit_down(client, lived_in, lived_in.odile)))
    names = [("beside", []), ("beside_publishing", []), ("beside_notice", [need.pk])]
    coming = reverse("covisits:beside_coming", args=[lived_in.cafe.pk]) + "?pour=nous"
    paths = [reverse(f"covisits:{name}", args=args) for name, args in names]
    assert not seen_wrong(tab, [*paths, coming])


def test_mutual_aid_at_the_kiosk(lived_in: Village, tab_of):
    need = post(author=lived_in.jeanne, direction="need", words="une échelle", at=timezone.now())
    tablet = Client()
    enter(tablet, lived_in.odile, by=lived_in.monique)
    tab = tab_of(cookies_of(tablet))
    names = [("aid", []), ("aid_new", []), ("aid_notice", [need.pk]), ("answers", []), ("two", [])]
    assert not seen_wrong(tab, [reverse(f"kiosk:{name}", args=args) for name, args in names])
