"""The pages shown when something is missing, refused or broken. Each names a way out.

What was typed is never lost: a form that came too late, or during a breakdown, is given back whole.
"""

import logging
import sys
from http import HTTPStatus
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from parvis.kit import breakdowns, jinja
from parvis.kit.rendering import page

_log = logging.getLogger(__name__)
_MOST_KEPT = 200_000  # characters given back in hidden fields
_NOT_KEPT = {"csrfmiddlewaretoken"}
Kept = list[tuple[str, str]]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "kit/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "kit/forbidden.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when what was sent is too heavy."""
    if isinstance(exception, RequestDataTooBig):
        return too_heavy(request)
    return _bare(request, "kit/bad_request.html", status=400)


def too_heavy(request: HttpRequest) -> HttpResponse:
    """413: what was sent weighs more than the house takes."""
    return beyond(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


_BEYOND = {
    HTTPStatus.REQUEST_TIMEOUT: "kit/too_slow.html",
    HTTPStatus.REQUEST_URI_TOO_LONG: "kit/too_long.html",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "kit/too_many_cookies.html",
    HTTPStatus.SERVICE_UNAVAILABLE: "kit/too_busy.html",
}


def beyond(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    """408, 413, 414, 431 or 503: the request goes beyond a bound of the house; its page says what to do."""
    if status == HTTPStatus.INSUFFICIENT_STORAGE:
        return _broken_down(request, breakdowns.FULL)
    response = _bare(request, _BEYOND.get(status, "kit/too_heavy.html"), status=status)
    if status == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE:
        for name in list(request.COOKIES)[:200]:  # with these, no page would ever answer again
            response.delete_cookie(name)
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 for a breakdown that passes. The database itself may be away: nothing here may need it."""
    breakdown = breakdowns.kind_of(sys.exc_info()[1])
    if breakdown is None:
        return _bare(request, "kit/broken.html", status=500, kept=_typed(request))
    return _broken_down(request, breakdown)


def _broken_down(request: HttpRequest, breakdown: breakdowns.Breakdown) -> HttpResponse:
    response = _bare(request, breakdown.template, status=503, kept=_typed(request))
    response["Retry-After"] = str(breakdown.retry_after)
    return response


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was opened too long ago, or in another window; it is given back to send again."""
    kept = _typed(request) if _is_from_here(request) else []
    return _bare(request, "kit/stale_form.html", status=403, kept=kept)


def _typed(request: HttpRequest) -> Kept:
    """What the person had typed, as pairs; nothing when it cannot be read or is very long."""
    try:
        lists = request.POST.lists()
        kept = [(name, str(value)) for name, values in lists for value in values if name not in _NOT_KEPT]
    except Exception:
        _log.warning("What was typed could not be read again", exc_info=True)
        return []
    return kept if sum(len(value) for _name, value in kept) <= _MOST_KEPT else []


def _is_from_here(request: HttpRequest) -> bool:
    """Did one of our own pages send this form? A form of another site is not given back to be sent."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site:
        return fetch_site in {"same-origin", "none"}
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(sender).netloc == request.META.get("HTTP_HOST")


def _bare(request: HttpRequest, template: str, *, status: int, kept: Kept | None = None) -> HttpResponse:
    """A page that asks as little as possible: identity and helper only if they can still be had."""
    context = {
        "name": getattr(_offered_or_none("community"), "name", ""),
        "telephone": getattr(_offered_or_none("community"), "telephone", ""),
        "person": _offered_or_none("helper"),
        "kept": kept or [],
        "path": request.path,
        "reference": getattr(request, "reference", ""),
    }
    response = page(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _offered_or_none(name: str) -> object | None:
    try:
        found: object | None = jinja.offered(name)()
    except Exception:  # whatever is broken, the page saying so must come
        _log.warning("%s could not be shown on an error page", name, exc_info=True)
        return None
    return found
