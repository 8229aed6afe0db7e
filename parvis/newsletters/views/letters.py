"""The letters that left, for whoever may read them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.kit.typesetting import is_installed
from parvis.members.doors import visitor
from parvis.newsletters.models import Letter
from parvis.newsletters.permissions import can_write_letters

A_PAGE = 24


@door(GET=visitor)
def index(request: HttpRequest) -> HttpResponse:
    """The latest first."""
    letters = Paginator(Letter.objects.readable_by(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {"letters": letters, "writes": can_write_letters(request.user)}
    return page(request, "newsletters/letters/index.html", context)


@door(GET=visitor)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: what is for all, then what is told by interest."""
    letter = get_object_or_404(Letter.objects.readable_by(request.user), pk=pk)
    sections = letter.sections.said().select_related("interest")
    context = {"letter": letter, "sections": sections, "makes_pdf": is_installed()}
    return page(request, "newsletters/letters/show.html", context)
