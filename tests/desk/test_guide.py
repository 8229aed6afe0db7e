"""The guide « La correspondante »: four A5 pages, the same on the screen, in the docs and on paper."""

import io

import pypdf

from parvis.desk.guide.reading import pages, text
from tests.architecture.tree import ROOT


def test_the_docs_hold_the_same_words():
    assert (ROOT / "docs" / "faire" / "la-correspondante.md").read_text(encoding="utf-8") == text()


def test_it_is_four_pages_on_two_sides_of_one_sheet(village, client_of):
    desk = client_of(village.monique)
    read = pypdf.PdfReader(io.BytesIO(desk.get("/permanence/guide.pdf").content))
    assert len(pages()) == 4
    assert len(read.pages) == 2
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    said = [" ".join(page.extract_text().split()) for page in read.pages]
    assert "1/4" in said[0]
    assert "4/4" in said[0]
    assert "À bientôt, autour de la table." in said[0].replace("\u00a0", " ")
    assert "Avant quinze ans" in said[1]
    assert "Posez-en aussi sur le comptoir." in said[1]
    page = desk.get("/permanence/guide/").content.decode()
    assert "Ce que l’on ne fait jamais" in page
    assert client_of(village.jeanne).get("/permanence/guide/").status_code == 403
