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
from parvis.covisits.live.presence import away_among, away_from, opens_a_page
from parvis.covisits.live.sharing import may_be_shared
from parvis.covisits.models import Visitor
from parvis.covisits.naming import first_names
from parvis.covisits.passes import holder_of, standing_of, visitor_of
from parvis.kit.company import is_in_company

BAR = "/visite/barre/"
_COMING = timedelta(minutes=2)


@dataclass(frozen=True)
class Following:
    """path: of this page, empty when the others are not told of it. others: their numbers and first names.
    waits: the page of the visit itself, while nobody else has come. has_just_come: brought to the others.
    away: the numbers of those who are no longer before their screen."""

    visitor: Visitor
    path: str
    others: list[tuple[int, str]]
    waits: bool
    has_just_come: bool
    away: set[int]
    mark: str
    stream: str = STREAM
    steps: str = STEPS
    bar: str = BAR


def mark_of(request: HttpRequest) -> str:
    """What the bar of this request stands for: another one has other words."""
    holder = holder_of(request)
    if holder is None:
        return "none"
    away = "-".join(map(str, sorted(away_from(holder.co_visit_id))))
    return f"{holder.co_visit.version}.{standing_of(request)}.{away}"


def following(request: HttpRequest) -> Markup | str:
    """The piece of the layout that lets pages follow one another; one query, none where the
    bar asked already."""
    if not is_in_company(request) or not is_on("covisits"):
        return ""
    visitor = visitor_of(request)
    if visitor is None:
        return ""
    opens_a_page(visitor, request)
    here = here_with(visitor)
    named = zip(here, first_names(here), strict=True)
    others = [(one.number, name) for one, name in named if one.pk != visitor.pk]
    is_shut = getattr(request, "page_status", 200) >= 400  # a refusal: nobody is told of it
    path = request.path if may_be_shared(request.path) and not is_shut else ""
    template = engines["jinja2"].get_template("covisits/_following.html")
    waits = not others and path == reverse("covisits:visit")
    has_just_come = timezone.now() - visitor.joined_at < _COMING
    gone = away_among(here)
    away = {one.number for one in here if one.pk in gone and one.pk != visitor.pk}
    shown = {"following": Following(visitor, path, others, waits, has_just_come, away, mark_of(request))}
    return Markup(template.render(shown, request))  # noqa: S704 - autoescaped
