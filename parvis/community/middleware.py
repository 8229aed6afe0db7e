"""Two things of the community on every request: its time zone, and doors shut for areas switched off."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from parvis.community import switches
from parvis.community.identity import current

Answer = Callable[[HttpRequest], HttpResponse]
_EMPTY_BEFORE_FOUNDING = {"portal", "meetings", "wiki", "federation"}


class TimeZoneMiddleware:
    """Hours are said in the community's time zone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(current().zone):
            return self.get_response(request)


class SwitchMiddleware:
    """An area that is off has no addresses: its pages answer 404, as if they had never been.

    Before the first page is filled in, there is nothing to see yet: visitors are led to it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        area = match.namespaces[0] if match is not None and match.namespaces else ""
        if area in _EMPTY_BEFORE_FOUNDING and not current().is_founded:
            return HttpResponseRedirect(reverse("founding:first_page"))
        if area and not switches.is_on(area):
            raise Http404
        return None
