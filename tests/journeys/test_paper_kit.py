"""The paper kit in a real browser: opened in one tap, printed, its square read from the print."""

import io
import re
from datetime import timedelta

import pypdf
import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image

from parvis.meetings.models import Registration
from tests.village import make_meeting, make_member

pytestmark = pytest.mark.browser
PAPER = {"prefer_css_page_size": True, "print_background": True, "tagged": True}
LONG = "Une très longue rencontre dont le titre dit absolument tout ce que nous y ferons, mot après mot, sans rien oublier !!"
# What is cut off or stands on something else: no box of a sheet may hold more than it shows.
CUT = """() => [...document.querySelectorAll('.inside, .below > p, .strips span, .worn, .face .title, .signing th,'
    + '.leaf, .both, .cover, .of, .badges .title, .signing header')].filter(box =>
    box.scrollHeight > box.clientHeight + 2 || box.scrollWidth > box.clientWidth + 2).map(box => box.className + ': ' + box.innerText.slice(0, 40))"""
LETTERS = "document.fonts.ready.then(() => null)"  # until then others, wider ones, stand in
OVER = """() => [...document.querySelectorAll('.both, .leaf > .entries')].filter(box =>
    box.getBoundingClientRect().bottom > (box.closest('.leaf') ? box.closest('.leaf').querySelector('.page-number')
      : box.parentElement.querySelector('.turn-to')).getBoundingClientRect().top).length"""


def printed(tab, path):
    tab.goto(path)
    return pypdf.PdfReader(io.BytesIO(tab.pdf(**PAPER)))


def squares(tab):
    """What a telephone reads on what is printed, at a hundred dots an inch."""
    tab.emulate_media(media="print", color_scheme="dark")
    picture = tab.screenshot(full_page=True)
    tab.emulate_media(media="null", color_scheme="null")
    return {found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))}


def test_the_kit_is_opened_in_one_tap_and_printed(lived_in, open_browser, live_server, settings):
    settings.PUBLIC_ADDRESS = live_server.url
    cafe = lived_in.cafe
    members = [make_member(f"Personne {number}", lived_in.now) for number in range(20)]
    state = {"state": Registration.State.SEATED, "made_at": lived_in.now}
    Registration.objects.bulk_create(Registration(meeting=cafe, member=it, **state) for it in members)
    tab = open_browser(lived_in.karim, width=1280).new_page()
    tab.goto(f"/rencontres/{cafe.pk}/")
    tab.get_by_role("link", name="Kit papier").click()
    base, month = tab.url, timezone.localdate(cafe.begins_at)
    here = f"{live_server.url}/r/{cafe.pk}"
    programme = f"{live_server.url}/rencontres/{month.year}/{month.month}/"
    back = f"{live_server.url}/permanence/saisie/[0-9A-Z-]+/"  # where the sheet is typed back
    wanted = {
        "affiche-a4/": (1, (210, 297), here), "affiche-a3/": (1, (297, 420), here),
        "affiche-languettes/": (1, (210, 297), here), "presence/": (2, (210, 297), back), "badges/": (3, (210, 297), ""),
        "chevalets/?tables=2": (2, (210, 297), ""),
        f"{programme}papier/colonnes/": (1, (210, 297), programme), f"{programme}papier/livret/": (2, (297, 210), programme),
    }  # fmt: skip
    for path, (pages, size, address) in wanted.items():
        read = printed(tab, path if path.startswith("http") else base + path)
        assert len(read.pages) == pages, path
        assert tuple(round(float(side) / 72 * 25.4) for side in read.pages[0].mediabox[2:]) == size, path
        assert "/StructTreeRoot" in read.trailer["/Root"], path
        assert {re.sub(back, back, one) for one in squares(tab)} == ({address} if address else set()), path
        assert tab.evaluate(CUT) == [], path
    read = printed(tab, f"/rencontres/{cafe.pk}/")
    assert f"/r/{cafe.pk}" in " ".join(page.extract_text() for page in read.pages)


def test_long_words_and_full_months_stay_on_their_sheets(lived_in, open_browser, live_server):
    for number in range(40):
        begins_at = lived_in.now.replace(day=1, hour=9) + timedelta(days=number % 28)
        make_meeting(
            (LONG, "Loto", "W" * 120)[number % 3], begins_at, host=lived_in.karim, place=lived_in.hall
        )
    names = [LONG, "W" * 120, "محمد الفاسي", "李小龙", "Zoé 🌻 Petit", "Anne-Marie-Josèphe de la Tour"]
    tab = open_browser(lived_in.karim, width=1280).new_page()
    for title in (LONG, "W" * 120, "漢字" * 60):
        cafe = make_meeting(
            title,
            lived_in.now + timedelta(days=40),
            host=lived_in.karim,
            place=lived_in.hall,
            bring="une tasse, " * 18,
        )
        members = [make_member(name, lived_in.now) for name in names]
        state = {"state": Registration.State.SEATED, "made_at": lived_in.now, "party": 2, "companions": LONG}
        Registration.objects.bulk_create(Registration(meeting=cafe, member=it, **state) for it in members)
        for path in ("affiche-a4/", "affiche-languettes/", "presence/", "badges/", "chevalets/?tables=1"):
            tab.goto(f"/rencontres/{cafe.pk}/papier/{path}")
            tab.emulate_media(media="print")
            tab.evaluate(LETTERS)
            assert tab.evaluate(CUT) == [], (title, path)
    for form in ("colonnes", "livret"):
        tab.goto(f"/rencontres/{lived_in.now.year}/{lived_in.now.month}/papier/{form}/")
        tab.emulate_media(media="print")
        tab.evaluate(LETTERS)
        assert tab.evaluate(OVER) == 0, form
        assert tab.evaluate(CUT) == [], form
