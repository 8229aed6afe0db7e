"""Doors: every view declares who may knock, method by method. No door, no page.

Areas above define the audiences (`parvis.members.doors`); `DoorMiddleware` keeps them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Audience:
    """Who may knock: a name for the matrix, a question, and what is answered otherwise."""

    name: str
    admits: Callable[[HttpRequest], bool]
    turn_away: Callable[[HttpRequest], HttpResponse]


def _never_turned_away(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a door open to anyone turns nobody away")


# For pages that even a closed community shows: style sheets, display preferences, signing in.
anyone = Audience("passer-by", lambda request: True, _never_turned_away)


def door(**audiences: Audience) -> Callable[[View], View]:
    """Declare the audiences of a view: `@door(GET=visitor, POST=member)`.

    Methods that are not named answer 405; HEAD follows GET.
    """

    def declare(view: View) -> View:
        view.door = audiences  # type: ignore[attr-defined]
        return view

    return declare
