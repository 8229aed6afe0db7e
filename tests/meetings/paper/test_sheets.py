"""Who may print what, and what is never on paper."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from parvis.kit import typesetting
from parvis.meetings.cancelling import cancel
from parvis.meetings.models import Registration
from parvis.meetings.paper.badges import badges
from parvis.meetings.paper.poster import poster
from parvis.meetings.paper.signing import signing_sheet
from tests.village import make_meeting, make_member, seat, wait

PUBLIC = ("affiche-a4", "affiche-a3", "affiche-languettes")
PERSONAL = ("presence", "badges", "chevalets")


def sheet_of(meeting, name, browser):
    return browser.get(f"/rencontres/{meeting.pk}/papier/{name}/")


def test_the_kit_is_one_tap_from_the_meeting_for_who_welcomes(village, client_of):
    page = client_of(village.karim).get(f"/rencontres/{village.cafe.pk}/").content.decode()
    assert f'href="/rencontres/{village.cafe.pk}/papier/"' in page
    kit = client_of(village.karim).get(f"/rencontres/{village.cafe.pk}/papier/").content.decode()
    for name in (*(f"{shape}/" for shape in PUBLIC), "presence/", "badges/", "chevalets/", "kit.pdf"):
        assert f"/rencontres/{village.cafe.pk}/papier/{name}" in kit


@pytest.mark.parametrize("name", PUBLIC)
def test_whoever_sees_the_meeting_may_hang_its_poster(village, name):
    answer = sheet_of(village.cafe, name, Client())
    assert answer.status_code == 200
    said = answer.content.decode()
    for words in (
        "Café du canal",
        "jeudi 26",
        "Kiosque",
        "sans marche",
        "Karim",
        "/r/",
        "01 99 00 12 34",
        '<svg role="img"',
    ):
        assert words in said.replace("\u00a0", " ")
    assert "Venez comme vous êtes." in said
    assert "style=" not in said
    assert "<script" not in said


@pytest.mark.parametrize("name", PERSONAL)
@pytest.mark.parametrize("who", ["jeanne", "pierre", None])
def test_names_are_printed_only_by_who_welcomes(village, client_of, name, who):
    seat(village.paul, village.cafe, village.now)
    browser = client_of(getattr(village, who)) if who else Client()
    for path in (f"{name}/", f"{name}.pdf"):
        answer = browser.get(f"/rencontres/{village.cafe.pk}/papier/{path}")
        assert answer.status_code in {302, 409}
        assert "Paul" not in answer.content.decode(errors="replace")


def test_a_circle_s_poster_is_for_its_circle(village, client_of):
    ours = make_meeting(
        "Tailles d’hiver", village.now + timedelta(days=3), host=village.paul, circle=village.gardeners, visibility="circle"
    )  # fmt: skip
    assert sheet_of(ours, "affiche-a4", client_of(village.jeanne)).status_code == 404
    assert (
        "Pour le cercle Jardin partagé"
        in sheet_of(ours, "affiche-a4", client_of(village.paul)).content.decode()
    )
    month = timezone.localdate(ours.begins_at)
    for browser in (Client(), client_of(village.paul)):
        for form in ("livret", "colonnes"):
            paper = browser.get(f"/rencontres/{month.year}/{month.month}/papier/{form}/").content.decode()
            assert "Tailles" not in paper
            assert "Café du canal" in paper


def test_a_cancelled_meeting_says_so_on_paper(village):
    cancel(meeting=village.cafe, by=village.karim, reason="Tempête", at=village.now)
    village.cafe.refresh_from_db()
    assert "Annulé" in sheet_of(village.cafe, "affiche-a4", Client()).content.decode()


def test_the_sign_in_sheet_has_names_and_nothing_else_of_people(village, client_of):
    seat(village.odile, village.cafe, village.now, party=2, companions="Henri")
    wait(village.jeanne, village.cafe, village.now)
    said = sheet_of(village.cafe, "presence", client_of(village.karim)).content.decode()
    assert "Odile Roux" in said
    assert "avec Odile Roux" in said
    assert "Jeanne Martin" in said
    assert "liste d’attente" in said
    assert said.count("À remplir à la main") == 5
    for secret in ("jeanne@", "06 39", "0639", "+33639", village.odile.card_code):
        assert secret not in said.replace("\u00a0", " ")


def test_badges_carry_first_names_of_those_who_have_a_seat(village):
    seat(village.odile, village.cafe, village.now, party=2)
    wait(village.jeanne, village.cafe, village.now)
    worn = [badge.name for page in badges(village.cafe).pages for badge in page]
    assert worn == ["Odile", *[""] * 7]


def test_a_pen_name_is_worn_only_by_who_said_so(village, client_of):
    """Nobody reads who is behind it: on paper neither, unless the person ticked it."""
    seat(village.jeanne, village.cafe, village.now)
    told = {"name": "Jeanne Martin", "pen_name": "La Mouette"}
    browser, karim = client_of(village.jeanne), client_of(village.karim)
    for worn, chosen in [("Jeanne", {}), ("La Mouette", {"wears_pen_name": "on"}), ("Jeanne", {})]:
        assert browser.post("/mon-espace/details/", told | chosen).status_code == 302
        badge, *_blank = badges(village.cafe).pages[0]
        assert badge.name == worn
        assert "Mouette" not in sheet_of(village.cafe, "presence", karim).content.decode()


@pytest.mark.parametrize(
    ("people", "signing", "of_badges"), [(0, 1, 1), (13, 1, 2), (14, 2, 2), (20, 2, 3), (400, 23, 51)]
)
def test_how_many_sheets(village, people, signing, of_badges):
    """Eighteen rows a page, five blank; eight badges a sheet, two blank."""
    members = [make_member(f"Personne {number:03}", village.now) for number in range(people)]
    state = {"state": Registration.State.SEATED, "made_at": village.now}
    Registration.objects.bulk_create(Registration(meeting=village.cafe, member=it, **state) for it in members)
    pages = signing_sheet(village.cafe, village.now).pages
    assert len(pages) == signing == -(-(people + 5) // 18)
    assert len(badges(village.cafe).pages) == of_badges == -(-(people + 2) // 8)
    assert sum(len(rows) for rows in pages) == people + 5


def test_the_largest_letters_that_fit(village):
    village.cafe.title = "Loto"
    assert poster(village.cafe).step == 1
    village.cafe.title = ("Retrouvailles " * 8).strip()
    assert poster(village.cafe).step >= 5


def test_the_short_address_ends_the_meeting_s_page_on_paper(village):
    page = Client().get(f"/rencontres/{village.cafe.pk}/").content.decode()
    assert re.search(
        rf'class="print-only turn-to"><svg role="img" aria-label="[^"]*/r/{village.cafe.pk}"', page
    )


def test_without_the_extra_the_page_says_plainly_to_print_from_the_browser(village, client_of, monkeypatch):
    monkeypatch.setattr("parvis.meetings.views.paper.is_installed", lambda: False)
    monkeypatch.setattr(typesetting, "is_installed", lambda: False)
    browser, base = client_of(village.karim), f"/rencontres/{village.cafe.pk}/papier/"
    kit = browser.get(base).content.decode()
    assert "Imprimez depuis le navigateur" in kit
    assert ".pdf" not in kit
    answer = browser.get(f"{base}affiche-a4.pdf")
    assert answer.status_code == 503
    assert "Imprimez depuis votre navigateur" in answer.content.decode()


def test_table_cards_are_as_many_as_asked_within_bounds(village, client_of):
    browser = client_of(village.karim)
    for asked, cards in [("3", 3), ("9999", 3), ("999", 60), ("abc", 3), ("0", 1)]:
        said = browser.get(f"/rencontres/{village.cafe.pk}/papier/chevalets/?tables={asked}").content.decode()
        assert said.count('class="sheet cards"') == cards, asked
