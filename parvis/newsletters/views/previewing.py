"""The letter exactly as a reader gets it, before it leaves: by mail, on the site, on paper, by voice."""

from datetime import timedelta

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify

from parvis.community.interests import offered
from parvis.kit.doors import door
from parvis.kit.limiting import client_of, limit
from parvis.kit.rendering import page
from parvis.kit.typesetting import is_installed, pdf_answer
from parvis.members.doors import animator, visitor
from parvis.newsletters import previewing
from parvis.newsletters.models import Letter
from parvis.newsletters.paper import pdf_of
from parvis.newsletters.permissions import can_write_letters
from parvis.newsletters.views.finding import letter_of, writer

# The mail carries its own styles, as mail programs want it; nothing else may load.
_POLICY: dict[str, list[str] | None] = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
    **dict.fromkeys(("script-src", "img-src", "font-src", "connect-src", "manifest-src")),
}


@door(GET=animator)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a reader: their way, their interests."""
    letter = letter_of(request, pk)
    way = request.GET.get("par", "")
    reader = previewing.reader(way, request.GET.getlist("interet"))
    context = {
        "letter": letter,
        "reader": reader,
        "interests": previewing.told_interests(letter),
        "ways": previewing.WAYS,
        "read": previewing.as_read(letter, reader, writer(request), timezone.now()),
        "makes_pdf": is_installed(),
        "query": previewing.query(reader),
    }
    return page(request, "newsletters/writing/preview.html", context)


@door(GET=animator)
@csp_replace(_POLICY)  # type: ignore[arg-type]
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the mail itself, as mail programs show it."""
    letter = letter_of(request, pk)
    reader = previewing.reader("mail", request.GET.getlist("interet"))
    read = previewing.as_read(letter, reader, writer(request), timezone.now())
    return HttpResponse(read.page)


@door(GET=visitor)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Two pages of A4 at most, for who writes it and for whoever may read it. NotSet without Typst."""
    rows = (
        Letter.objects.all() if can_write_letters(request.user) else Letter.objects.readable_by(request.user)
    )
    letter = get_object_or_404(rows, pk=pk)
    limit(f"newsletters.paper {client_of(request)}", times=40, per=timedelta(minutes=10))
    known = {one.pk for one in offered()}
    chosen = [pk for pk in previewing.numbers(request.GET.getlist("interet")) if pk in known]
    return pdf_answer(f"{slugify(letter.title) or 'lettre'}.pdf", pdf_of(letter, chosen, at=timezone.now()))
