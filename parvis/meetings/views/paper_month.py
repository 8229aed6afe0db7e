"""The programme of a month on paper: what everyone here may know, in columns or folded into a booklet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from parvis.kit import front
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.kit.typesetting import is_installed, pdf_answer
from parvis.meetings.paper.programme import programme
from parvis.meetings.paper.setting import pdf_of
from parvis.meetings.views.finding import viewer
from parvis.meetings.views.paper import limit_settings
from parvis.meetings.views.programme import first_day
from parvis.members.doors import visitor

_DRAWN = {"colonnes": "columns", "livret": "booklet"}


@door(GET=visitor)
def show(request: HttpRequest, year: int, month: int, form: str) -> HttpResponse:
    """The sheet for the browser's print."""
    facts = {"sheet": programme(first_day(year, month)), "year": year, "number": month, "form": form}
    return page(request, f"meetings/paper/{_drawn(form)}.html", facts | {"makes_pdf": is_installed()})


@door(GET=visitor)
def pdf(request: HttpRequest, year: int, month: int, form: str) -> HttpResponse:
    """The same as a PDF."""
    drawn, first_on = _drawn(form), first_day(year, month)
    limit_settings(request)
    made = programme(first_on)
    name = f"programme-{first_on:%Y-%m}-{form}.pdf"
    answer = pdf_answer(name, pdf_of(made.name, [(drawn, made)], at=timezone.now()))
    return front.remember_for_passers_by(answer) if viewer(request) is None else answer


def _drawn(form: str) -> str:
    if form not in _DRAWN:
        raise Http404
    return _DRAWN[form]
