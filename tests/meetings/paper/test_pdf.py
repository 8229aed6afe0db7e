"""PDF that reads aloud well: tagged, titled, in order, of the right size; and nothing people write breaks it."""

import io
import re
import shutil
import subprocess
from datetime import timedelta

import pypdf
import pytest
import zxingcpp
from django.test import Client
from django.utils import timezone
from PIL import Image

from parvis.kit import qr, typesetting
from parvis.meetings.paper.poster import poster
from parvis.meetings.paper.setting import pdf_of
from tests.village import make_meeting, make_member, seat

A4, A3 = (210, 297), (297, 420)
HOSTILE = [
    "محمد الفاسي", "李小龙", "Zoé 🌻👩🏽‍🌾", '#import "@preview/x:1.0.0"', "\\u{41} \"quoted\" `raw` $x$ *b*", "\u202egauche\u202c",
    "A" * 120, "مهرجان " * 17, "e\u0301" * 40, "\x07\ufffe bip", "]#read(\"/etc/passwd\")[",
]  # fmt: skip


def pdf_at(path, browser):
    answer = browser.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def millimetres(page):
    return tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:])


def spoken(pdf):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def paths(meeting):
    month = timezone.localdate(meeting.begins_at)
    base, of_month = f"/rencontres/{meeting.pk}/papier", f"/rencontres/{month.year}/{month.month}/papier"
    return {
        f"{base}/affiche-a4.pdf": (1, A4), f"{base}/affiche-a3.pdf": (1, A3), f"{base}/affiche-languettes.pdf": (1, A4),
        f"{base}/presence.pdf": (2, A4), f"{base}/badges.pdf": (3, A4), f"{base}/chevalets.pdf?tables=2": (2, A4),
        f"{base}/kit.pdf": (1 + 2 + 3 + 4, A4),
        f"{of_month}/colonnes.pdf": (1, A4), f"{of_month}/livret.pdf": (2, (297, 210)),
    }  # fmt: skip


def test_every_sheet_of_a_meeting_of_twenty_is_tagged_titled_and_counted(village, client_of):
    village.cafe.capacity = 24
    village.cafe.save()
    for number in range(20):
        seat(make_member(f"Personne {number}", village.now), village.cafe, village.now)
    browser = client_of(village.karim)
    for path, (pages, size) in paths(village.cafe).items():
        read = pypdf.PdfReader(io.BytesIO(pdf_at(path, browser)))
        root = read.trailer["/Root"]
        assert len(read.pages) == pages, path
        assert millimetres(read.pages[0]) == size, path
        assert root["/MarkInfo"]["/Marked"], path
        assert "/StructTreeRoot" in root, path
        assert root["/Lang"] == "fr", path
        assert root["/ViewerPreferences"]["/DisplayDocTitle"], path
        assert "–" in read.metadata.title, path
        said = root["/Metadata"].get_data().decode()
        assert re.search(r"pdfuaid:part[>=\"]+1", said), path


def test_a_poster_reads_in_the_order_one_looks_at_it(village):
    said = spoken(pdf_at(f"/rencontres/{village.cafe.pk}/papier/affiche-a4.pdf", Client())).replace(
        "\u00a0", " "
    )
    order = [
        "Les Voisins du Canal",
        "Café du canal",
        "jeudi 26 novembre",
        "Kiosque",
        "Karim",
        "Venez comme",
        "/r/",
        "01 99 00",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def test_the_square_of_the_pdf_leads_to_the_meeting(village, tmp_path):
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm (poppler-utils) is not here; the browser's print is read in tests/journeys")
    for shape in ("a4", "a3", "languettes"):
        file = tmp_path / f"{shape}.pdf"
        file.write_bytes(pdf_at(f"/rencontres/{village.cafe.pk}/papier/affiche-{shape}.pdf", Client()))
        subprocess.run(
            ["pdftoppm", "-r", "100", "-gray", "-png", "-singlefile", file, tmp_path / shape], check=True
        )
        [found] = zxingcpp.read_barcodes(Image.open(tmp_path / f"{shape}.png"))
        assert found.text == f"http://localhost:8000/r/{village.cafe.pk}"


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_people_write_a_sheet_comes_out(village, client_of, words):
    village.cafe.title, village.cafe.bring = words[:120], words
    village.cafe.save()
    seat(make_member(words[:120], village.now), village.cafe, village.now, party=3, companions=words)
    pdf = pdf_at(f"/rencontres/{village.cafe.pk}/papier/kit.pdf", client_of(village.karim))
    assert "root:" not in spoken(pdf)


def test_signs_without_a_font_are_shown_missing_and_owned_up_to(village):
    nobody_has = "\U0001f9ff\U00013080"  # an amulet, a hieroglyph
    village.cafe.title = f"Café {nobody_has}"
    made = poster(village.cafe)
    said = spoken(pdf_of(made.name, [("poster", made)], at=village.now))
    if nobody_has[1] not in said:
        assert "□" in said
        assert "imprimez" in said.lower()


def test_four_hundred_people_flow_over_pages_with_a_number_on_each(village, client_of):
    village.cafe.capacity = 400
    village.cafe.save()
    for number in range(400):
        seat(make_member(f"Personne {number:03}", village.now), village.cafe, village.now)
    pdf = pdf_at(f"/rencontres/{village.cafe.pk}/papier/presence.pdf", client_of(village.karim))
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) == -(-405 // 18)
    for number, said in enumerate(pages, start=1):
        assert f"{number}/23" in said
        assert "Café du canal" in said
        assert "Signature" in said


def test_a_month_of_many_meetings_is_a_booklet_of_whole_sheets(village):
    first = timezone.localdate(village.cafe.begins_at).replace(day=1)
    for number in range(60):
        begins_at = village.now.replace(day=1, hour=9) + timedelta(days=number % 28)
        make_meeting(f"Atelier {number}", begins_at, host=village.karim, place=village.hall)
    base = f"/rencontres/{first.year}/{first.month}/papier/"
    booklet = pdf_at(f"{base}livret.pdf", Client())
    assert len(pypdf.PdfReader(io.BytesIO(booklet)).pages) % 2 == 0
    for pdf in (booklet, pdf_at(f"{base}colonnes.pdf", Client())):
        said = spoken(pdf)
        assert all(f"Atelier {number}" in said for number in range(60))


def test_setting_is_bounded(village, monkeypatch):
    made = poster(village.cafe)
    monkeypatch.setattr(typesetting, "SECONDS", 0.001)
    with pytest.raises(typesetting.NotSet):
        pdf_of(made.name, [("poster", made)], at=village.now)
    monkeypatch.setattr(typesetting, "PATIENCE", 0.01)
    with typesetting._alone, pytest.raises(typesetting.NotSet):
        pdf_of(made.name, [("poster", made)], at=village.now)


def test_sheets_fetch_nothing_and_are_never_made_of_words():
    from parvis.meetings.paper.setting import _FOLDER

    for source in _FOLDER.glob("*.typ"):
        assert not re.search(
            r"@preview|@local|https?://(?!www\.w3\.org)|\beval\(|\bread\(", source.read_text()
        ), source.name


def test_an_address_too_long_for_a_square_is_refused():
    with pytest.raises(ValueError):
        qr.svg("https://" + "x" * 600, "Adresse")
    assert 'aria-label="&lt;b&gt;"' in qr.svg("https://exemple.fr", "<b>")
