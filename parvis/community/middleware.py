"""Two things of the community on every request: its time zone, and doors shut for areas switched off."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from parvis.community import switches
from parvis.community.identity import current

Answer = Callable[[HttpRequest], HttpResponse]


class TimeZoneMiddleware:
    """Hours are said in the community's time zone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(current().zone):
            return self.get_response(request)


class SwitchMiddleware:
    """An area that is off has no addresses: its pages answer 404, as if they had never been."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is not None and match.namespaces and not switches.is_on(match.namespaces[0]):
            raise Http404
        return None
