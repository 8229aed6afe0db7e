"""The bar on every page of who visits with others; nothing, and no query, for everybody else."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.template import engines
from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from parvis.community.switches import is_on
from parvis.covisits import subjects
from parvis.covisits.beside.pair import pair_at
from parvis.covisits.going import going
from parvis.covisits.going_without import Without, without
from parvis.covisits.listing import here_with, liked_by, meetings_taken, names_here
from parvis.covisits.live.presence import away_among
from parvis.covisits.models import Choice, ChoiceAnswer, Heart, Visitor
from parvis.covisits.naming import joined
from parvis.covisits.passes import Standing, holder_of, standing_of, viewer_of, visitor_of
from parvis.covisits.subjects import KINDS, MEETING, Subject
from parvis.kit.company import is_in_company
from parvis.meetings.models import Meeting
from parvis.meetings.permissions import can_see

_NEWS = timedelta(minutes=10)  # how long the bar says what was settled


@dataclass(frozen=True)
class Liking:
    """The thing this page is about: who likes it, and whether one may take it together."""

    subject: Subject
    this: Any  # « cette rencontre »
    liked_by: str
    is_mine: bool
    can_be_taken: bool
    meeting: Meeting | None = None
    going: str = ""  # who comes to it already
    all_go: bool = False


@dataclass(frozen=True)
class Asked:
    """The choice everybody answers now, or what came of it a moment ago, as the bar tells it."""

    choice: Choice
    title: str
    waits_for_me: bool
    without: Without | None = None

    @property
    def is_open(self) -> bool:
        return self.choice.state in Choice.OPEN


@dataclass(frozen=True)
class Bar:
    """What the bar of one page says."""

    visitor: Visitor
    standing: Standing
    company: str = ""  # « Rosa et Paul »
    away: list[str] = field(default_factory=list)  # who is no longer before their screen
    liking: Liking | None = None
    asked: Asked | None = None
    taken: list[Meeting] = field(default_factory=list)


def bar(request: HttpRequest) -> Markup | str:
    """The bar of this request, for the layout."""
    if not is_in_company(request) or not is_on("covisits"):
        return ""
    if (pair := pair_at(request)) is not None:
        beside = engines["jinja2"].get_template("covisits/beside/_bar.html")
        return Markup(beside.render({"pair": pair}, request))  # noqa: S704 - autoescaped
    is_shut = getattr(request, "page_status", 200) >= 400  # what does not open is not liked
    return of_page(request, "" if is_shut else request.path)


def of_page(request: HttpRequest, path: str) -> Markup | str:
    """The bar of the page at a path."""
    holder = holder_of(request)
    if holder is None:
        return ""
    shown = _live(request, holder, path) if standing_of(request) == Standing.HERE else _ended(request, holder)
    template = engines["jinja2"].get_template("covisits/_bar.html")
    return Markup(template.render({"bar": shown, "path": path}, request))  # noqa: S704 - autoescaped


def start(request: HttpRequest, *, only_digits: bool = False) -> Markup | str:
    """« Visiter à plusieurs », one tap from a page; nothing in a browser that visits already.

    A page kept for everybody needs `@front.kept_for_passers_by`, which writes the secret of this form anew.
    only_digits: the way in of a friend who was given four digits, and nothing else.
    """
    is_busy = is_in_company(request) and (pair_at(request) or visitor_of(request)) is not None
    if is_busy or not is_on("covisits"):
        return ""
    template = engines["jinja2"].get_template("covisits/_start.html")
    return Markup(template.render({"only_digits": only_digits}, request))  # noqa: S704 - autoescaped


def _live(request: HttpRequest, visitor: Visitor, path: str) -> Bar:
    names, subject = names_here(visitor), subjects.of_path(path) if path else None
    company = joined([name for pk, name in names.items() if pk != visitor.pk])
    liking = _liking(visitor, subject, names, viewer_of(request)) if subject else None
    asked = None if path == reverse("covisits:choice") else _asked(request, visitor)  # that page says it all
    if liking is not None and liking.all_go and asked is not None and not asked.is_open:
        asked = None  # « Vous y allez déjà »
    gone = away_among(here_with(visitor)) - {visitor.pk}
    away = [name for pk, name in names.items() if pk in gone]
    return Bar(visitor, Standing.HERE, company, away, liking, asked)


def _ended(request: HttpRequest, holder: Visitor) -> Bar:
    standing = standing_of(request)
    is_theirs = standing == Standing.OVER and holder.holds(holder.device)  # nothing after they signed out
    taken = meetings_taken(holder, viewer_of(request)) if is_theirs else []
    now = timezone.now()
    return Bar(holder, standing, taken=[one for one in taken if not one.is_over(now)])


def _liking(visitor: Visitor, subject: Subject, names: dict[int, str], member: Any) -> Liking:
    kind, pk = subject
    who = list(
        Heart.objects.filter(visitor__in=names, kind=kind, subject_id=pk).values_list("visitor", flat=True)
    )
    others = liked_by([one for one in who if one != visitor.pk], names)
    meeting = _ahead(pk, member) if kind == MEETING else None
    known = going(visitor, here_with(visitor), [pk]).get(pk, set()) if meeting else set()
    coming = liked_by(list(known), names)
    is_mine, all_go = visitor.pk in who, known >= names.keys()
    return Liking(subject, KINDS[kind].this, others, is_mine, meeting is not None, meeting, coming, all_go)


def _ahead(pk: int, member: Any) -> Meeting | None:
    """The meeting they may take together; of one this person may not see, nothing is said."""
    seen = Meeting.objects.visible_to(member).live().for_page()
    ahead = seen.filter(pk=pk, is_registered_there=False, is_improvised=False)
    return ahead.filter(ends_at__gt=timezone.now()).first()


def _asked(request: HttpRequest, visitor: Visitor) -> Asked | None:
    is_news = Q(state__in=[Choice.State.DONE, Choice.State.DROPPED], ended_at__gt=timezone.now() - _NEWS)
    answered = ChoiceAnswer.objects.filter(choice=OuterRef("pk"), visitor=visitor, trouble="")
    rows = Choice.objects.filter(Q(state__in=Choice.OPEN) | is_news, co_visit=visitor.co_visit_id)
    known: Any = rows.annotate(is_answered=Exists(answered))
    choice = known.select_related("meeting__circle", "meeting__publication", "proposed_by").last()
    if choice is None or choice.meeting is None:
        return None
    is_seen = can_see(viewer_of(request), choice.meeting)
    title = choice.meeting.title if is_seen else ""
    if choice.state not in Choice.OPEN:
        return Asked(choice, title, waits_for_me=False)
    return Asked(choice, title, not choice.is_answered, _without(visitor, choice))


def _without(visitor: Visitor, choice: Choice) -> Without | None:
    """Whom one may go on without from any page: nobody else is awaited, and they are away. Most often nobody
    is, and nothing is asked."""
    away = away_among(here_with(visitor))
    if not away - {visitor.pk}:
        return None
    answers = {row.visitor_id: row for row in ChoiceAnswer.objects.filter(choice=choice)}
    known = without(visitor.pk, names_here(visitor), answers, away)
    return known if known.is_first else None
