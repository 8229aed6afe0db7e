"""Odile's neighbour takes her data, leaves, comes back on day 3, leaves again, and on day 8 is gone."""

import zipfile
from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import expect

from parvis.members.jobs import erase_due
from parvis.members.models import Leaving, Member

pytestmark = pytest.mark.browser


def _leave(tab) -> None:
    tab.goto("/mon-espace/")
    tab.get_by_role("link", name="Mes données").click()
    tab.get_by_role("link", name="Partir et tout effacer").click()
    tab.get_by_label(
        "Elles restent, signées « une voisine »".replace("« ", "«\u202f").replace(" »", "\u202f»")
    ).check()
    tab.get_by_role("button", name="Je pars").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Votre départ est noté")


def test_take_everything_leave_come_back_and_leave_for_good(lived_in, open_browser, tmp_path):
    context = open_browser(lived_in.jeanne, accept_downloads=True)
    tab = context.new_page()
    tab.goto("/mon-espace/")
    tab.get_by_role("link", name="Mes données").click()
    with tab.expect_download() as awaited:
        tab.get_by_role("button", name="Emporter mes données").click()
    kept = tmp_path / "mes-donnees.zip"
    awaited.value.save_as(kept)
    zipfile.ZipFile(kept).extractall(tmp_path / "file")
    alone = context.new_page()
    alone.goto(f"file://{tmp_path}/file/index.html")
    expect(alone.get_by_role("heading", level=1)).to_have_text("Jeanne, voici tout")
    alone.close()
    _leave(tab)
    with time_machine.travel(lived_in.now + timedelta(days=3), tick=True):
        tab.goto("/mon-espace/")
        tab.get_by_role("button", name="Je reste").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Bonjour Jeanne")
        _leave(tab)
    day = lived_in.now + timedelta(days=11)
    with time_machine.travel(day, tick=True):
        assert Leaving.objects.due(day).count() == 1
        erase_due(day)
        assert not Member.objects.filter(pk=lived_in.jeanne.pk).exists()
        tab.goto("/mon-espace/")
        assert "/connexion/" in tab.url
