"""Every page of the kiosk: nothing of it is kept, the rest is counted, no link leads out."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from markupsafe import Markup

from parvis.desk.kiosk import entries
from parvis.kit.markdown import to_html
from parvis.kit.rendering import page

MARK = "borne"  # somebody entered on this tablet; says nothing of whom
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def kiosk_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    lasts: timedelta | None = None,
    goes_on: bool = True,
) -> HttpResponse:
    """A page of the kiosk; with somebody there, another three minutes begin.

    lasts: more, where one writes without a script. goes_on: False when looking at it is no sign of life.
    """
    person = entries.person_at(request)
    length = lasts or entries.REST
    if person is not None and goes_on:
        entries.rest(request, length)
    facts: dict[str, Any] = {
        "person": person,
        "closes_in": int(entries.REST.total_seconds()),
        "warns_in": int((length - entries.WARNING).total_seconds()),
        "warns_for": int(entries.WARNING.total_seconds()),
    }
    answer = page(request, f"desk/kiosk/{template}.html", {**facts, **(context or {})}, status=status)
    return unkept(answer)


def unkept(answer: HttpResponse) -> HttpResponse:
    """The same answer, which no browser may keep."""
    answer["Cache-Control"] = "private, no-store"
    return answer


def emptied(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The last answer to somebody: the browser forgets what it kept for them."""
    if MARK in request.COOKIES:
        answer["Clear-Site-Data"] = '"cache", "storage"'
        answer.delete_cookie(MARK, path=reverse("kiosk:home"), samesite="Strict")
    return unkept(answer)


def inside(address: str) -> str:
    """A path of the kiosk as it was asked for; its first page for anything else."""
    home = reverse("kiosk:home")
    return address if re.fullmatch(rf"{re.escape(home)}[a-z0-9/]{{0,80}}", address) else home


def without_links(text: str) -> Markup:
    """People's words as on other pages, their links as text to copy: nobody leaves the kiosk by one."""
    shown = _LINK.sub(lambda found: _told(found[1], found[2]), str(to_html(text)))
    return Markup(shown)  # noqa: S704 - what `to_html` cleaned, less its links


def _told(address: str, words: str) -> str:
    plain = address.removeprefix("mailto:").removeprefix("tel:")
    return words if plain in words else f"{words} ({plain})"
