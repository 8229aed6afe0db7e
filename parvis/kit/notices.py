"""A short word after an act (« C’est noté. »), shown once on the next page, without a session.

It travels in a signed cookie of one minute: `announce(redirect("…"), _("It is noted."))`.
The page that shows it makes the cookie go (`NoticeMiddleware`).
"""

import json
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "annonce"
KINDS = ("success", "info", "warn")
_SALT = "parvis.kit.notices"
_SECONDS = 60
Answer = TypeVar("Answer", bound=HttpResponse)


@dataclass(frozen=True)
class Notice:
    words: str
    kind: str = "success"


def announce(response: Answer, words: str, kind: str = "success") -> Answer:
    """Put a notice on the answer of an act; at most 500 characters are kept. Returns the same answer."""
    if kind not in KINDS:
        raise ValueError(f"a notice is one of {KINDS}, not {kind}")
    value = signing.dumps(json.dumps([str(words)[:500], kind]), salt=_SALT)
    response.set_cookie(
        COOKIE, value, max_age=_SECONDS, httponly=True, samesite="Lax", secure=settings.IS_HTTPS
    )
    return response


def notice(request: HttpRequest) -> Notice | None:
    """For the layout: the notice to show, which is then spent."""
    value = request.COOKIES.get(COOKIE)
    if not value:
        return None
    request._notice_is_shown = True  # type: ignore[attr-defined]
    try:
        words, kind = json.loads(signing.loads(value, salt=_SALT, max_age=_SECONDS))
    except (signing.BadSignature, ValueError):
        return None
    return Notice(words, kind)


def is_shown(request: HttpRequest) -> bool:
    """Has a page of this request shown the notice?"""
    return getattr(request, "_notice_is_shown", False)
