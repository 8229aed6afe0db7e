"""A real browser (Debian's Chromium) before a real server, in the village."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from parvis.members.models import Member
from tests.journeys.waiting import PATIENCE
from tests.standing import stand
from tests.village import Village

# Playwright's loop lives in the test's thread; the queries of the tests themselves are ordinary ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], timeout=3 * PATIENCE
        )
        yield launched
        launched.close()


@pytest.fixture
def lived_in(transactional_db, now, live_server) -> Village:
    """The village, behind a server a browser can reach."""
    return stand(now)


@pytest.fixture
def open_browser(browser, live_server) -> Iterator[Callable[..., BrowserContext]]:
    """`open_browser(member, width=360)`: a telephone without JavaScript, perhaps with someone signed in.

    What else is given goes to Playwright (`javascript_enabled`, `color_scheme`, `viewport`…).
    """
    opened: list[BrowserContext] = []

    def open_one(member: Member | None = None, width: int = 360, **options) -> BrowserContext:
        known = {
            "base_url": live_server.url,
            "viewport": {"width": width, "height": 640},
            "java_script_enabled": False,
            "reduced_motion": "reduce",
            "locale": "fr-FR",
        }
        context = browser.new_context(**{**known, **options})
        context.set_default_timeout(PATIENCE)
        if member is not None:
            context.add_cookies([_signed_in(member, live_server.url)])
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


def _signed_in(member: Member, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(member)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}
