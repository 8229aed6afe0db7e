"""The guide « La correspondante »: on the screen, printed by the browser, or as a booklet to fold."""

from dataclasses import asdict
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from parvis.desk.guide.reading import pages, runs
from parvis.desk.letters.setting import pdf_of_guide
from parvis.desk.letters.writing import sender, words_of_letters
from parvis.kit.doors import door
from parvis.kit.limiting import client_of, limit
from parvis.kit.rendering import page
from parvis.kit.typesetting import is_installed, pdf_answer
from parvis.members.doors import correspondent


@door(GET=correspondent)
def show(request: HttpRequest) -> HttpResponse:
    """Four pages, one after another."""
    facts = {"pages": [runs(one) for one in pages()], "sender": sender(), "makes_pdf": is_installed()}
    return page(request, "desk/guide/show.html", facts)


@door(GET=correspondent)
def pdf(request: HttpRequest) -> HttpResponse:
    """Two sides of A4: folded in the middle, they are the four pages."""
    limit(f"desk.letters {client_of(request)}", times=40, per=timedelta(minutes=10))
    with translation.override("fr"):
        told = [[asdict(piece) for piece in one] for one in pages()]
        made = pdf_of_guide(told, sender(), words_of_letters(), at=timezone.now())
    return pdf_answer("la-correspondante.pdf", made)
