"""Small guards: display, notices shown once, refusals made into pages, doors shut by default."""

from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property

from parvis.kit import company, notices
from parvis.kit.doors import Audience
from parvis.kit.errors import bad_request
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.kit.views.health import alive

Answer = Callable[[HttpRequest], HttpResponse]
LARGEST_KEY = 2**63 - 1  # what a column of keys holds, on both engines


class PolicyMiddleware(CSPMiddleware):
    """Django-csp, with the policy of nearly every page composed once instead of once a page."""

    @cached_property
    def usual(self) -> str:
        """The policy of the settings. This needs a new process when they change, like all settings."""
        return str(build_policy())

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        own = (name for name in response.__dict__ if name.startswith("_csp"))
        if next(own, None) is None and getattr(request, "_csp_nonce", None) is None:
            response.setdefault(HEADER, self.usual)
            return response
        return super().process_response(request, response)


class PulseMiddleware:
    """Answers `/sante/vif` before anything else: is the process alive, whatever became of the database?"""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.path = reverse("kit:alive")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == self.path and request.method in {"GET", "HEAD"}:
            return alive(request)
        return self.get_response(request)


class DisplayMiddleware:
    """Activates the language the person chose (a cookie); French unless they did."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.languages = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(chosen if chosen in self.languages else settings.LANGUAGE_CODE)
        return self.get_response(request)


class NoticeMiddleware:
    """Takes the notice away once a page has shown it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if notices.is_shown(request):
            response.delete_cookie(notices.COOKIE, samesite="Lax")
        return response


class KeepingMiddleware:
    """Says what may be kept of a page which did not say it itself: nothing of what is somebody's.

    The next person at a library's computer must not find it with the Back button.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            is_personal = _is_personal(request, response)
            response["Cache-Control"] = "private, no-store" if is_personal else "private, no-cache"
            patch_vary_headers(response, ["Cookie"])
        elif (response.cookies or company.is_in_company(request)) and "no-store" not in response[
            "Cache-Control"
        ]:
            # Even a page for all, once it carries a form's secret, somebody's notice or their company.
            response["Cache-Control"] = "private, no-store"
        return response


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Made for a session, a form or a notice, after an act, or opened by a secret in its address."""
    match = request.resolver_match
    is_opened_by_secret = match is not None and "token" in match.kwargs
    is_theirs = not {settings.SESSION_COOKIE_NAME, notices.COOKIE, company.COOKIE}.isdisjoint(request.COOKIES)
    return is_theirs or bool(response.cookies) or is_opened_by_secret or request.method not in ("GET", "HEAD")


class RefusalMiddleware:
    """Renders a `Refusal` as a page with its reason and its way out."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return _refused(request, exception) if isinstance(exception, Refusal) else None


class ZeroMiddleware:
    """Answers 400 to an address with a zero byte in it: no page has one, and PostgreSQL takes none in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        return self.get_response(request)


class DoorMiddleware:
    """Default deny: a view without a door does not answer, a method without an audience is 405."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        audiences: dict[str, Audience] | None = getattr(view, "door", None)
        if audiences is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} has no door")
        if request.method == "HEAD":
            request.method = "GET"  # views that act on « anything but GET » must not act on a look
        method = str(request.method)
        if method not in audiences:
            return HttpResponseNotAllowed(sorted(audiences))
        audience: Audience = audiences[method]
        if audience.admits(request):
            if any(isinstance(number, int) and number > LARGEST_KEY for number in kwargs.values()):
                raise Http404  # neither engine takes such a number in: nothing here has it
            return None
        try:
            return audience.turn_away(request)
        except Refusal as refusal:  # Django hands only what views raise to process_exception
            return _refused(request, refusal)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return page(request, "kit/refusal.html", {"refusal": refusal}, status=refusal.status)
