"""Journeys that begin in a mail: a sentence asked for and received, and muting without signing in."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.conf import LazySettings
from playwright.sync_api import expect

from parvis.courier.composing import compose
from parvis.courier.models import Dispatch
from parvis.courier.receiving import receive
from parvis.courier.silencing import digest_of, is_silent
from parvis.meetings.registering import register
from parvis.meetings.telling import ask_those_present
from parvis.meetings.welcoming import welcome
from tests.village import seat

pytestmark = pytest.mark.browser

JEANNE = "jeanne@exemple.fr"


@pytest.fixture(autouse=True)
def replies(settings: LazySettings) -> None:
    settings.MAIL_REPLIES, settings.MAIL_AUTHSERV_ID = "r@canal.exemple.fr", ""


def opened(row: Dispatch, at):
    """The mail as its reader has it."""
    return message_from_bytes(compose(row, at).as_bytes(), policy=default)


def links(letter) -> list[str]:
    """The addresses in the words of a mail, without the place's own name."""
    text = letter.get_body(("plain",)).get_content()
    return [re.sub(r"^https?://[^/]+", "", link) for link in re.findall(r"https?://\S+", text)]


def test_a_sentence_is_asked_for_by_mail_received_and_read_again(lived_in, now, open_browser):
    village = lived_in
    welcome(registration=seat(village.jeanne, village.cafe, now), by=village.karim, at=village.cafe.begins_at)
    at = village.cafe.ends_at + timedelta(hours=20)
    telling = ask_those_present(meeting=village.cafe, at=at)
    letter = opened(Dispatch.objects.get(purpose="meetings.telling", person=village.jeanne.pk), at)
    assert "phrase" in letter.get_body(("plain",)).get_content()
    answer = (
        f"From: {JEANNE}\r\nTo: {letter['Reply-To']}\r\nMessage-ID: <1@x>\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\nNous avons chanté jusqu’à la nuit.\r\n\r\n"
        "Le 25 nov. 2026 à 10:12, Les Voisins a écrit :\r\n> Comment ?\r\n"
    )
    assert receive(answer.encode(), at).state == "done"
    hers = open_browser(village.jeanne).new_page()
    hers.goto(f"/histoires/{telling.story_id}/")
    assert "Nous avons chanté jusqu’à la nuit." in hers.inner_text("main")
    somebody = open_browser().new_page()
    assert somebody.goto(f"/histoires/{telling.story_id}/").status == 404
    keeper = open_browser(village.lucie, width=1280).new_page()
    keeper.goto(f"/histoires/{telling.story_id}/relecture/")
    assert "Nous avons chanté jusqu’à la nuit." in keeper.inner_text("main")


def test_a_message_is_muted_from_the_mail_itself_without_signing_in(lived_in, now, open_browser):
    village = lived_in
    register(meeting=village.cafe, member=village.jeanne, at=now)
    letter = opened(Dispatch.objects.get(purpose="meetings.confirmation"), now)
    found = links(letter)
    choosing = next(link for link in found if link.startswith("/ce-que-je-recois/"))
    stopping = next(link for link in found if link.startswith("/ne-plus-m-ecrire/"))
    page = open_browser().new_page()
    for path in (choosing, stopping):
        assert page.goto(path).status == 200
        assert "/connexion/" not in page.url
        page.reload()  # looking, twice, does nothing
    assert not is_silent(digest_of(JEANNE))
    page.locator("main form[method=post] button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("plus rien")
    assert is_silent(digest_of(JEANNE))


def test_who_organises_reads_what_no_machine_understood(lived_in, now, open_browser):
    village = lived_in
    register(meeting=village.cafe, member=village.jeanne, at=now)
    letter = opened(Dispatch.objects.get(purpose="meetings.confirmation"), now)
    answer = (
        f"From: {JEANNE}\r\nTo: {letter['Reply-To']}\r\nMessage-ID: <2@x>\r\nSubject: Re: Café\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\nPuis-je venir avec mon voisin ?\r\n"
    )
    row = receive(answer.encode(), now)
    told = Dispatch.objects.get(purpose="desk.to_read")
    assert (row.reader, told.person) == (village.cafe.host_id, village.cafe.host_id)
    assert "voisin" not in told.body
    page = open_browser(village.cafe.host).new_page()
    page.goto("/permanence/messages/pour-moi/")
    page.get_by_text("Ce qu’il dit").first.click()
    expect(page.get_by_text("Puis-je venir avec mon voisin ?")).to_be_visible()
    page.get_by_role("button", name=re.compile("C’est fait")).first.click()
    expect(page.locator("main")).to_contain_text("Aucun message")
