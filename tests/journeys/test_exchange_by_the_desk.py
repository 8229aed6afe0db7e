"""Two people who own no device help each other, whole, by the pages of the desk alone: notice, answer, hour, done."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from parvis.aid.models import Exchange, Gift, Notice
from parvis.courier.models import Channel, Dispatch
from parvis.members.models import Member
from parvis.members.opening import Reason, open_details

pytestmark = pytest.mark.browser


def _take(desk: Page, person: Member, summary: str) -> None:
    """The fold of what is taken down, on the page of who calls."""
    desk.goto(f"/permanence/personnes/{person.pk}/")
    desk.get_by_text(summary, exact=True).click()


def _note(desk: Page, summary: str) -> None:
    desk.locator("details", has_text=summary).get_by_role("button", name="Noter", exact=True).click()


def _their_exchange(desk: Page, person: Member, other: str) -> None:
    desk.goto(f"/permanence/personnes/{person.pk}/")
    desk.get_by_role("link", name="Entraide : ses coups de main").click()
    desk.get_by_role("link", name=re.compile(other)).click()


def test_from_a_notice_to_it_is_done_between_two_people_without_devices(lived_in, open_browser):
    now, odile, henri = timezone.now(), lived_in.odile, lived_in.henri
    for person in (odile, henri):
        open_details(member=person, by=lived_in.monique, reason=Reason.CALLING, at=now)
    desk = open_browser(lived_in.monique, width=1280).new_page()

    _take(desk, odile, "Noter ce qu’on cherche ou propose")
    asking = desk.locator("details", has_text="Noter ce qu’on cherche ou propose")
    asking.get_by_label("Je cherche").check()
    asking.get_by_label("En une phrase").fill("quelqu’un pour tenir l’escabeau")
    _note(desk, "Noter ce qu’on cherche ou propose")
    expect(desk.get_by_text("C’est noté.").first).to_be_visible()
    assert Notice.objects.get().author == odile

    _take(desk, henri, "Répondre à une annonce")
    answering = desk.locator("details", has_text="Répondre à une annonce").last
    answering.get_by_label("Quelle annonce").select_option(str(Notice.objects.get().pk))
    answering.get_by_label("Ce que dit la personne").fill("Je viens quand elle veut.")
    answering.get_by_role("button", name="Noter", exact=True).click()
    expect(desk.get_by_text(re.compile("Odile le saura"))).to_be_visible()

    _their_exchange(desk, odile, "Henri")
    expect(desk.get_by_text("Je viens quand elle veut.")).to_be_visible()
    desk.get_by_role("button", name="Oui, avec plaisir").click()
    day = timezone.localdate(now + timedelta(days=2))
    desk.get_by_label("Quel jour").fill(f"{day:%Y-%m-%d}")
    desk.get_by_label("À quelle heure").fill("10:00")
    desk.get_by_label(re.compile("Un autre lieu")).fill("Chez Odile, au rez-de-chaussée")
    desk.get_by_role("button", name="Proposer").click()
    expect(desk.get_by_text("C’est noté. L’autre personne est prévenue.")).to_be_visible()

    _their_exchange(desk, henri, "Odile")
    expect(desk.get_by_text("Chez Odile, au rez-de-chaussée").first).to_be_visible()
    desk.get_by_role("button", name="Oui, cette heure convient").click()
    expect(desk.get_by_text("C’est entendu.")).to_be_visible()
    begun = Exchange.objects.for_page().get()
    assert begun.meets is not None

    _their_exchange(desk, odile, "Henri")
    desk.get_by_role("button", name="C’est fait").click()
    expect(desk.get_by_text("C’est noté. L’autre personne est prévenue.")).to_be_visible()
    assert (Gift.objects.get().giver, Gift.objects.get().receiver) == (henri, odile)
    assert not Notice.objects.live(now).exists()
    told = Dispatch.objects.filter(person__in=[odile.pk, henri.pk], purpose__startswith="aid.")
    assert set(told.values_list("channel", flat=True)) == {Channel.TELEPHONE}
    assert {entry.author for entry in [*odile.journal.all(), *henri.journal.all()] if entry.author} == {
        lived_in.monique
    }
    desk.goto(f"/permanence/personnes/{odile.pk}/journal/")
    expect(desk.get_by_text("A noté qu’un échange est fait").first).to_be_visible()
