"""Pages that are the same for every passer-by, but for the secret of their forms.

A passer-by is a browser without a session: nothing personal can be on its pages. What such a view made
is kept while nothing people see has changed; only the token of its forms is written anew for each browser.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from parvis.kit import company, display, freshness, notices
from parvis.kit.front.memory import LONGEST_SECONDS, remember_for_passers_by

View = Callable[..., HttpResponse]
_TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+(?=")')


@dataclass(slots=True)
class Standing:
    """A page cut where its forms carry their token; `until` in seconds since the epoch."""

    pieces: list[bytes]
    until: float


def kept_for_passers_by(view: View) -> View:
    """Keep what a view marks with `remember_for_passers_by`, forms included. Put it under `@door`."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _may_be_kept(request):
            return view(request, *args, **kwargs)
        made: list[HttpResponse] = []

        def make() -> Standing:
            made.append(view(request, *args, **kwargs))
            return _standing(made[0])

        key = (request.get_host(), request.path, get_language(), display.display(request).key)
        standing = freshness.cached(key, make, is_good=_still_holds)
        return made[0] if made else _written_anew(standing, request)

    return kept


def _may_be_kept(request: HttpRequest) -> bool:
    """The plain page, asked for by a passer-by with nothing special about them."""
    cookies = request.COOKIES
    is_known = settings.SESSION_COOKIE_NAME in cookies or notices.COOKIE in cookies
    is_known = is_known or company.COOKIE in cookies
    is_plain = request.method in {"GET", "HEAD"} and not request.META.get("QUERY_STRING")
    return is_plain and not is_known and "HX-Request" not in request.headers


def _still_holds(standing: Standing) -> bool:
    now = time.time()
    return now < standing.until <= now + LONGEST_SECONDS  # further away: a clock in the future wrote it


def _standing(response: HttpResponse) -> Standing:
    """What to keep of an answer; nothing that holds when the view did not mark it."""
    until = getattr(response, "remembered_until", 0.0) if response.status_code == 200 else 0.0
    pieces = _TOKEN.split(response.content) if until else []
    return Standing(pieces, min(until, time.time() + LONGEST_SECONDS))


def _written_anew(standing: Standing, request: HttpRequest) -> HttpResponse:
    if len(standing.pieces) == 1:
        return remember_for_passers_by(
            HttpResponse(standing.pieces[0]), datetime.fromtimestamp(standing.until, UTC)
        )
    response = HttpResponse(get_token(request).encode().join(standing.pieces))
    response["Cache-Control"] = "private, no-store"  # the secret of a form is in it
    return response
