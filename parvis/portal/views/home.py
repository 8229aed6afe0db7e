"""The home page: one page, the same for all, which ends. A closed place shows outsiders its threshold."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parvis.community.identity import current
from parvis.kit import front
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import passer_by
from parvis.portal.front_page import gather


@door(GET=passer_by)
def home(request: HttpRequest) -> HttpResponse:
    """Kept in memory for everyone while nothing changes; who looks is never asked in an open place."""
    if not current().is_open:
        return _closed(request)
    found = gather(timezone.now(), is_public=True)
    return front.remember(page(request, "portal/home.html", {"found": found}), until=found.until)


def _closed(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return page(request, "portal/threshold.html")
    return page(request, "portal/home.html", {"found": gather(timezone.now(), is_public=False)})
