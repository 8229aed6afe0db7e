"""One way to answer with a page, or with one named block of it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from jinja2_fragments import render_block


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    fragment: str = "",
) -> HttpResponse:
    """Render a template; only its block `fragment` when the browser asked for a part of the page."""
    values = dict(context or {})
    request.page_status = status  # type: ignore[attr-defined]  # the frame knows a refusal from a page
    if fragment and request.headers.get("HX-Request") == "true":
        return HttpResponse(render_part(request, template, fragment, values), status=status)
    return HttpResponse(engines["jinja2"].get_template(template).render(values, request), status=status)


def render_part(request: HttpRequest, template: str, block: str, context: Mapping[str, Any]) -> str:
    """The text of one named block of a template, with the same context as its page."""

    values = {
        **context,
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }
    return str(render_block(engines["jinja2"].env, template, block, values))  # type: ignore[attr-defined]
