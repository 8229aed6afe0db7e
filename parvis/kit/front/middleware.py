"""What every request gets on its way from the front: a reference, a size limit, compression."""

import time
from collections.abc import Callable
from secrets import token_hex

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from parvis.kit.errors import too_heavy

logger = structlog.get_logger("web")
SLOW_SECONDS = 1.0


class ReferenceMiddleware:
    """Gives each request a reference, shown on error pages and written in the log. Nothing else is noted.

    Pages that answer are not logged: who reads what is nobody's business. Slow ones are, by their name.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reference = request.reference = token_hex(4)  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(reference=reference)
        began = time.perf_counter()
        try:
            return self.get_response(request)
        finally:
            if (seconds := time.perf_counter() - began) > SLOW_SECONDS:
                view = request.resolver_match.view_name if request.resolver_match else ""
                logger.warning("slow", view=view, seconds=round(seconds, 2))
            structlog.contextvars.unbind_contextvars("reference")


class SizeMiddleware:
    """Answers the page of a request that was too large: its body was thrown away at the front."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_heavy = request.META.get("parvis.too_large")
        return too_heavy(request) if is_heavy else self.get_response(request)


class CompressionMiddleware(GZipMiddleware):
    """Django's compression, for everything the front does not compress once for all."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if hasattr(response, "remembered_until"):
            return response
        return super().process_response(request, response)
