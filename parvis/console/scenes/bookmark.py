"""Where the presenter is, in a signed cookie of the day: the scene, its step, and the visits of each player.

One telephone plays several people: the pass of a visit is put aside when another one is played.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from parvis.covisits.passes import read_pass
from parvis.kit.company import COOKIE as VISIT

COOKIE = "scene"
_SALT, _SECONDS = "parvis.console.scenes", 12 * 3600
_MOST_CHARACTERS, _MOST_VISITS = 2000, 4
Answer = TypeVar("Answer", bound=HttpResponse)


@dataclass(frozen=True)
class Bookmark:
    slug: str = ""
    number: int = 0
    who: str = ""
    visits: Mapping[str, str] = field(default_factory=dict)  # who → their pass, while another one is played


def read(request: HttpRequest) -> Bookmark:
    """An empty one for anything we did not sign."""
    value = request.COOKIES.get(COOKIE, "")
    if not value or len(value) > _MOST_CHARACTERS:
        return Bookmark()
    try:
        return Bookmark(*signing.loads(value, salt=_SALT, max_age=_SECONDS))
    except (signing.BadSignature, TypeError, ValueError):
        return Bookmark()


def turn(answer: Answer, request: HttpRequest, slug: str, number: int, who: str) -> Answer:
    """The page is turned: the visit of who was played is put aside, that of who is played now comes back."""
    known = read(request)
    visits = dict(known.visits)
    here = request.COOKIES.get(VISIT, "")
    if who != known.who and known.slug == slug:
        if read_pass(here):
            visits[known.who] = here
        _change_visit(answer, visits.pop(who, ""))
    elif known.slug != slug:
        visits = {}
        _change_visit(answer, "")
    kept = dict(list(visits.items())[-_MOST_VISITS:])
    value = signing.dumps([slug, number, who, kept], salt=_SALT)
    answer.set_cookie(
        COOKIE, value, max_age=_SECONDS, httponly=True, samesite="Lax", secure=settings.IS_HTTPS
    )
    return answer


def _change_visit(answer: HttpResponse, value: str) -> None:
    if value:
        answer.set_cookie(
            VISIT, value, max_age=_SECONDS, httponly=True, samesite="Lax", secure=settings.IS_HTTPS
        )
    else:
        answer.delete_cookie(VISIT, samesite="Lax")
