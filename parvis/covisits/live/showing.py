"""What a page needs so that it may be followed: buttons, sentences, the script. Nothing for who is alone."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest
from django.template import engines
from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from parvis.community.switches import is_on
from parvis.covisits.listing import here_with
from parvis.covisits.live.doors import STEPS, STREAM
from parvis.covisits.live.sharing import may_be_shared
from parvis.covisits.models import Visitor
from parvis.covisits.naming import first_names
from parvis.covisits.passes import visitor_of
from parvis.kit.company import is_in_company

BAR = "/visite/barre/"
_COMING = timedelta(minutes=2)


@dataclass(frozen=True)
class Following:
    """path: of this page, empty when the others are not told of it. others: their numbers and first names.
    waits: the page of the visit itself, while nobody else has come. has_just_come: brought to the others."""

    visitor: Visitor
    path: str
    others: list[tuple[int, str]]
    waits: bool
    has_just_come: bool
    stream: str = STREAM
    steps: str = STEPS
    bar: str = BAR


def following(request: HttpRequest) -> Markup | str:
    """The piece of the layout that lets pages follow one another; one query, none where the
    bar asked already."""
    if not is_in_company(request) or not is_on("covisits"):
        return ""
    visitor = visitor_of(request)
    if visitor is None:
        return ""
    here = here_with(visitor)
    named = zip(here, first_names(here), strict=True)
    others = [(one.number, name) for one, name in named if one.pk != visitor.pk]
    is_shut = getattr(request, "page_status", 200) >= 400  # a refusal: nobody is told of it
    path = request.path if may_be_shared(request.path) and not is_shut else ""
    template = engines["jinja2"].get_template("covisits/_following.html")
    waits = not others and path == reverse("covisits:visit")
    has_just_come = timezone.now() - visitor.joined_at < _COMING
    shown = {"following": Following(visitor, path, others, waits, has_just_come)}
    return Markup(template.render(shown, request))  # noqa: S704 - autoescaped
