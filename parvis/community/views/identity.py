"""The colours and the logo, at addresses that change with them: browsers keep them for ever."""

from django.http import Http404, HttpRequest, HttpResponse

from parvis.community.identity import current
from parvis.community.models import Community
from parvis.kit import front
from parvis.kit.doors import anyone, door
from parvis.kit.images import picture_answer

FOR_EVER = "public, max-age=31536000, immutable"


@door(GET=anyone)
def colours(request: HttpRequest, digest: str) -> HttpResponse:
    identity = current()
    if not identity.colours_url.endswith(f"-{digest}.css"):
        raise Http404
    headers = {"Cache-Control": FOR_EVER}
    return front.remember(
        HttpResponse(identity.colours_css, content_type="text/css; charset=utf-8", headers=headers)
    )


@door(GET=anyone)
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    if not current().logo_url.endswith(f"-{digest}.webp"):
        raise Http404
    community = Community.objects.get(pk=1)
    with community.logo.open("rb") as file:
        picture = file.read()
    return front.remember(picture_answer(picture, FOR_EVER))
