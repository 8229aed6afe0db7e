"""Two people before one screen: no page shows what only one may see, and three minutes of silence end it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from parvis.covisits.beside import pair as pairs
from parvis.covisits.views import beside, beside_entry, beside_helping
from parvis.kit.rendering import page

Answer = Callable[[HttpRequest], HttpResponse]
_OWN = (beside.__name__, beside_entry.__name__, beside_helping.__name__)
_WITHOUT_ANYBODY = (beside_entry.start, beside_entry.still, beside_entry.end)
_OPEN_AREAS = frozenset({"portal", "meetings", "wiki", "community", "aid"})
_OF_NOBODY = frozenset({"kit", "scenes"})  # files; the scenes of a demonstration
_FOR_ALL = frozenset({"passer-by", "visitor"})
_THEIRS = {"meetings:meeting": "covisits:beside_meeting", "aid:notice": "covisits:beside_notice"}
_INSTEAD = {"aid:new": "covisits:beside_publishing"}  # closed to two, and there is one for them


class BesideMiddleware:
    """Before the doors. Whoever bears no mark costs nothing: a cookie is looked at, no more."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        pair = pairs.pair_at(request) if pairs.has_mark(request) and _is_page(answer) else None
        if pair is not None:
            wait = int((pair.lasts - pairs.WARNING).total_seconds())
            is_warning = request.path == reverse("covisits:beside_still")
            wait, goes_to = (30, "beside_end") if is_warning else (wait, "beside_still")
            answer["Refresh"] = f"{wait};url={reverse(f'covisits:{goes_to}')}"
            answer["Cache-Control"] = "private, no-store"
        return answer

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if not pairs.has_mark(request) or match is None or match.namespace in _OF_NOBODY:
            return None
        pair = pairs.pair_at(request)
        is_own = view.__module__ in _OWN
        if pair is None:  # the last page says why
            return None if view in _WITHOUT_ANYBODY else redirect("covisits:beside_end")
        if request.method == "GET" and pair.is_whole and match.view_name in _INSTEAD:
            return redirect(_INSTEAD[match.view_name])
        if not is_own and not _is_for_all(request, view, kwargs):
            return page(request, "covisits/beside/closed.html", {"pair": pair}, status=403)
        if pair.is_whole and match.view_name in _THEIRS:
            return redirect(reverse(_THEIRS[match.view_name], kwargs=kwargs))
        if view is not beside_entry.still:
            pairs.rest(request)
        return None


def _is_for_all(request: HttpRequest, view: Callable[..., Any], kwargs: dict[str, Any]) -> bool:
    """Looked at only, open to any passer-by, and by no address that is somebody's own."""
    area = request.resolver_match.namespace if request.resolver_match else ""
    doors = getattr(view, "door", {})
    is_open = request.method in ("GET", "HEAD") and "GET" in doors and doors["GET"].name in _FOR_ALL
    return is_open and area in _OPEN_AREAS and not any(isinstance(value, str) for value in kwargs.values())


def _is_page(answer: HttpResponse) -> bool:
    return answer.headers.get("Content-Type", "").startswith("text/html")
