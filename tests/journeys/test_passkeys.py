"""A passkey is added in one's space and lets its owner in; the browser's own false device plays along."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from parvis.members.models import Passkey

pytestmark = pytest.mark.browser


def with_device(context: BrowserContext) -> tuple[Page, str]:
    """A page whose browser has an authenticator inside, and where to find it again."""
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    device = protocol.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return page, device["authenticatorId"]


def add_device(page: Page) -> None:
    page.goto("/mon-espace/cles/")
    page.get_by_label("Comment s’appelle cet appareil").fill("Mon téléphone")
    page.get_by_role("button", name="Ajouter cet appareil").click()
    expect(page.get_by_role("button", name="Utiliser cet appareil")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Utiliser cet appareil").click()
    expect(page.get_by_text("Cet appareil vous fait maintenant entrer.")).to_be_visible()


def leave(page: Page) -> None:
    page.goto("/mon-espace/")
    page.get_by_role("button", name="Sortir d’ici").click()
    expect(page.get_by_text("Votre espace est refermé")).to_be_visible()
    page.wait_for_load_state("networkidle")  # the telephone is emptied


def enter(page: Page) -> None:
    page.goto("/connexion/")
    page.get_by_role("link", name="Entrer avec une clé d’accès").click()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("button", name="Entrer")).to_be_visible()
    page.wait_for_load_state("networkidle")  # its script has the question of this very page
    page.get_by_role("button", name="Entrer").click()


def test_jeanne_adds_her_telephone_leaves_and_enters_with_it(lived_in, open_browser):
    context = open_browser(lived_in.jeanne, java_script_enabled=True)
    page, _device = with_device(context)
    add_device(page)
    assert Passkey.objects.get().name == "Mon téléphone"
    leave(page)
    enter(page)
    expect(page.get_by_role("heading", name="Bonjour Jeanne")).to_be_visible()


def test_a_removed_passkey_lets_nobody_in(lived_in, open_browser):
    context = open_browser(lived_in.jeanne, java_script_enabled=True)
    page, _device = with_device(context)
    add_device(page)
    page.get_by_role("button", name="Retirer Mon téléphone").click()
    leave(page)
    enter(page)
    expect(page.get_by_text("Cette clé n’a pas marché.")).to_be_visible()


def test_a_copied_passkey_whose_counter_went_back_is_refused(lived_in, open_browser):
    context = open_browser(lived_in.jeanne, java_script_enabled=True)
    page, _device = with_device(context)
    add_device(page)
    Passkey.objects.update(sign_count=1_000)
    leave(page)
    enter(page)
    expect(page.get_by_text("Cette clé n’a pas marché.")).to_be_visible()
