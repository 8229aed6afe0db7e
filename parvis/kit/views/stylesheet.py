"""The style sheet, at an address that changes with its content."""

from django.http import Http404, HttpRequest, HttpResponse

from parvis.kit import front
from parvis.kit.doors import anyone, door
from parvis.kit.stylesheet import sheet

FOR_EVER = "public, max-age=31536000, immutable"


@door(GET=anyone)
def show(request: HttpRequest, digest: str) -> HttpResponse:
    text, current = sheet()
    if digest != current:
        raise Http404
    headers = {"Cache-Control": FOR_EVER}
    return front.remember(HttpResponse(text, content_type="text/css; charset=utf-8", headers=headers))
