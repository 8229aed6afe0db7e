"""The programme for the page of another site: the only page of the house that others may frame."""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from parvis.community.identity import current
from parvis.federation import embedding, feeds
from parvis.kit import front
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import visitor

# A sheet of ours and nothing else: what is not named falls to default-src.
_NOT_NAMED = ("script-src", "img-src", "font-src", "connect-src", "manifest-src")
_POLICY: dict[str, list[str] | None] = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["*"],
    **dict.fromkeys(_NOT_NAMED, None),
}


@door(GET=visitor)
@csp_replace(_POLICY)
def show(request: HttpRequest) -> HttpResponse:
    """The next meetings anyone may come to, without script, with links that leave the frame."""
    _only_in_an_open_place()
    now, look = timezone.now(), embedding.read_look(request.GET)
    days = embedding.days_of(look, now)
    with feeds.speaking(settings.LANGUAGE_CODE):
        response = page(request, "federation/embedded/show.html", {"days": days, "look": look})
    ends = [meeting.ends_at for _day, meetings in days for meeting in meetings]
    return front.remember(response, until=min([*ends, feeds.midnight_after(now)]))


@door(GET=visitor)
def oembed(request: HttpRequest) -> HttpResponse:
    """How to show the programme elsewhere (oembed.com), in JSON only."""
    _only_in_an_open_place()
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    found = embedding.oembed(request.GET)
    if found is None:
        raise Http404
    return front.remember(JsonResponse(found), until=feeds.midnight_after(timezone.now()))


def _only_in_an_open_place() -> None:
    if not current().is_open:
        raise Http404
