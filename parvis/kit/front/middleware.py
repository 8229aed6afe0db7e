"""What every request gets on its way from the front: a reference, a size limit, compression."""

import time
from collections.abc import Callable
from http import HTTPStatus
from secrets import token_hex

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from parvis.kit.errors import beyond
from parvis.kit.measuring import measures

logger = structlog.get_logger("web")
SLOW_SECONDS = 1.0
HEADER = "X-Request-Id"
Answer = Callable[[HttpRequest], HttpResponse]


class ReferenceMiddleware:
    """Gives each request a reference: in its answer's headers, on error pages, in the log.

    Who reads what is nobody's business: pages that answer are counted by the name of their view. Slow ones
    are logged by that name; all of them are when PARVIS_ACCESS_LOG asks for it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("parvis.reference")  # by the front, which writes the header itself
        reference = request.reference = given or new_reference()  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(reference=reference)
        began, status = time.perf_counter(), 500
        try:
            response = self.get_response(request)
            status = response.status_code
            if not given:
                response[HEADER] = reference
            return response
        finally:
            view = request.resolver_match.view_name if request.resolver_match else ""
            account(view or "none", str(request.method), status, time.perf_counter() - began)
            structlog.contextvars.unbind_contextvars("reference")


def account(view: str, method: str, status: int, seconds: float) -> None:
    """Count an answer, and write its line when asked to: no address, no path, nobody."""
    measures.note(view, status, seconds)
    if settings.ACCESS_LOG:
        logger.info("answered", view=view, method=method, status=status, ms=round(seconds * 1000, 1))
    elif seconds > SLOW_SECONDS:
        logger.warning("slow", view=view, seconds=round(seconds, 2))


def new_reference() -> str:
    """Eight letters and digits a person can read out on the telephone."""
    return token_hex(4)


class SizeMiddleware:
    """Answers the page of a request that goes beyond the bounds: nothing of it is read further.

    What the front turned away (its body was thrown away), an address longer than any of ours, or cookies
    that are not ours by their weight.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        status = request.META.get("parvis.turned") or _beyond(request)
        return beyond(request, status) if status else self.get_response(request)


def _beyond(request: HttpRequest) -> HTTPStatus | None:
    """Which bound the head of a request goes beyond, if any."""
    meta = request.META
    if len(meta.get("PATH_INFO", "")) + len(meta.get("QUERY_STRING", "")) > settings.LONGEST_ADDRESS:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    if len(meta.get("HTTP_COOKIE", "")) > settings.LARGEST_COOKIES:
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    return None


class CompressionMiddleware(GZipMiddleware):
    """Django's compression, for everything the front does not compress once for all."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if hasattr(response, "remembered_until"):
            return response
        return super().process_response(request, response)
