"""The letter on paper: two pages of A4 at most, whatever was written."""

import io

import pypdf
import pytest
from django.urls import reverse

from parvis.kit.typesetting import is_installed
from parvis.newsletters.models import Letter, Section
from parvis.newsletters.paper import pdf_of
from tests.newsletters.writing import letter_of

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not is_installed(), reason="without the extra pdf")]
PARAGRAPH = "On se retrouve au kiosque, chacun apporte une chaise et ce qu’il a. " * 5


def read(pdf: bytes) -> tuple[int, str]:
    found = pypdf.PdfReader(io.BytesIO(pdf))
    return len(found.pages), " ".join(" ".join(page.extract_text() for page in found.pages).split())


@pytest.mark.parametrize("paragraphs", [0, 8, 17])
def test_two_pages_at_most_cut_with_a_sentence(paragraphs, village, now):
    letter = letter_of(village, now, shown_to="all")
    for place in range(20, 20 + 3 * (paragraphs > 8) + (paragraphs > 0)):
        words = (
            "## Un titre\n\n- un **point**\n- [un lien](https://exemple.fr/x)\n\n"
            + f"{PARAGRAPH}\n\n" * paragraphs
        )
        Section.objects.create(
            letter=letter, title=f"Rubrique {place}", words=words, place=place, changed_at=now
        )
    pages, text = read(pdf_of(letter, at=now))
    assert pages <= 2
    assert "Café du canal" in text
    assert ("ne tenait pas" in text) == (paragraphs > 8)
    assert "01 99 00 12 34" in text


def test_words_are_data_and_never_source(village, now):
    letter = letter_of(village, now)
    hostile = '#panic("x") $ ] [ \\ #import "y" " ~ @a <b> `#eval`'
    Section.objects.filter(letter=letter, source="").update(words=hostile, title=hostile[:100])
    assert "#panic" in read(pdf_of(letter, at=now))[1]


def test_it_is_given_to_whoever_may_read_the_letter(village, now, client_of, anonymous):
    letter = letter_of(village, now)
    url = reverse("newsletters:paper", args=[letter.pk])
    assert client_of(village.jeanne).get(url).status_code == 404
    Letter.objects.filter(pk=letter.pk).update(left_at=now)
    assert client_of(village.jeanne).get(url)["Content-Type"] == "application/pdf"
    assert anonymous.get(url).status_code == 404
