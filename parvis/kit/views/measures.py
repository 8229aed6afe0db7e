"""`/sante/mesures`: what this process counts, for whoever holds the token; nobody else knows of it."""

from secrets import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from parvis.kit.doors import anyone, door
from parvis.kit.measuring import measures
from parvis.kit.openmetrics import CONTENT_TYPE, text_of


@door(GET=anyone)
def show(request: HttpRequest) -> HttpResponse:
    """Off without PARVIS_METRICS_TOKEN; a wrong token finds what is not there."""
    if not _has_token(request):
        raise Http404
    answer = HttpResponse(text_of(measures), content_type=CONTENT_TYPE)
    answer["Cache-Control"] = "no-store"
    return answer


def _has_token(request: HttpRequest) -> bool:
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    is_right = compare_digest(given.strip().encode(), settings.METRICS_TOKEN.encode())
    return bool(settings.METRICS_TOKEN) and kind.casefold() == "bearer" and is_right
