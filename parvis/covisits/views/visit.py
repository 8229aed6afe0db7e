"""The page of a visit: who is here, what we like, the four digits; beginning it and leaving it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.covisits import bar as bars
from parvis.covisits import leaving, sending, subjects, visiting
from parvis.covisits.codes import link_of
from parvis.covisits.forms.coming import SendForm
from parvis.covisits.forms.joining import DigitsForm, NameForm
from parvis.covisits.limits import check_act, check_beginning
from parvis.covisits.listing import Line, here_with, list_for, meetings_taken, names_here
from parvis.covisits.live.presence import away_among
from parvis.covisits.live.sharing import may_be_shared
from parvis.covisits.live.showing import following, mark_of
from parvis.covisits.models import CoVisit, Visitor
from parvis.covisits.models.visitor import MOST
from parvis.covisits.passes import holder_of, take_pass_away, viewer_of, visitor_of, write_pass
from parvis.covisits.views.finding import acting
from parvis.kit import qr
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import visitor as anybody


@door(GET=anybody)
def show(request: HttpRequest) -> HttpResponse:
    """Our list, who is here and how a friend joins; for everybody else, the two ways in."""
    visitor = visitor_of(request)
    if visitor is None:
        form = DigitsForm(is_known=viewer_of(request) is not None)
        return page(request, "covisits/visit/start.html", {"form": form})
    return page_of(request, visitor)


@door(POST=anybody)
def begin(request: HttpRequest) -> HttpResponse:
    """One tap: four digits and a square. Who visits already goes on."""
    if visitor_of(request) is not None:
        return redirect("covisits:visit")
    check_beginning(request)
    subject = subjects.of_path(request.POST.get("from", "")[:200])
    path = subjects.page_of(subject) if subject else ""
    visitor = visiting.begin(member=viewer_of(request), at=timezone.now(), path=path)
    return write_pass(redirect("covisits:visit"), visitor)


@door(POST=anybody)
def renew(request: HttpRequest) -> HttpResponse:
    """New digits; the old ones open nothing any more."""
    visiting.renew_code(visitor=acting(request), at=timezone.now())
    return redirect(f"{reverse('covisits:visit')}#code")


@door(POST=anybody)
def name(request: HttpRequest) -> HttpResponse:
    """The first name the others read."""
    visitor = acting(request)
    form = NameForm(request.POST)
    if not form.is_valid():
        return page_of(request, visitor, named=form, status=422)
    visiting.name(visitor=visitor, first_name=form.called, at=timezone.now())
    return redirect("covisits:visit")


@door(POST=anybody)
def leave(request: HttpRequest) -> HttpResponse:
    """One tap: they go on alone, and nothing of the visit stays in this browser."""
    check_act(request)
    holder, now = holder_of(request), timezone.now()
    ahead = []
    if holder is not None and holder.holds(
        holder.device
    ):  # not by a pass given back: their telephone goes on
        ahead = [one for one in meetings_taken(holder, viewer_of(request)) if not one.is_over(now)]
        leaving.leave(visitor=holder, at=now)
    words = " ".join([_("The visit is over for you."), *[sending.where_and_when(one) for one in ahead]])
    return announce(take_pass_away(redirect(_page_left(request))), words, "info")


@door(POST=anybody)
def show_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody is not of our company: they go, and the digits change."""
    leaving.show_out(visitor=acting(request), other=pk, at=timezone.now())
    return announce(redirect("covisits:visit"), _("This person left the visit. The digits have changed."))


@door(GET=anybody)
def bar(request: HttpRequest) -> HttpResponse:
    """The bar of one page, asked for again by its script; 304 while nothing changed."""
    mark = f'"{mark_of(request)}"'
    if request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304)
    response = HttpResponse(f"{bars.of_page(request, request.GET.get('page', '')[:200])}{following(request)}")
    response["ETag"] = mark
    return response


def page_of(
    request: HttpRequest,
    visitor: Visitor,
    *,
    named: NameForm | None = None,
    send_form: SendForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of the visit, with a form as it was filled in when it comes back."""
    now, member, names = timezone.now(), viewer_of(request), names_here(visitor)
    co_visit = visitor.co_visit
    lines, taken = list_for(visitor, member, names, now)
    facts: dict[str, Any] = {
        "visitor": visitor,
        "co_visit": co_visit,
        "people": _people(visitor, names),
        "most": MOST,
        "lines": lines,
        "taken": taken,
        "has_dates": _has_dates(lines),
        "is_open": co_visit.is_open(now),
        "began_on": _began_on(co_visit, lines, member),
        "named": named or NameForm(initial={"first_name": visitor.first_name}),
        "sending": send_form or (None if member else SendForm()),
    }
    if facts["is_open"]:
        facts |= _ways_in(co_visit)
    return page(request, "covisits/visit/show.html", facts, status=status)


def _ways_in(co_visit: CoVisit) -> dict[str, Any]:
    address = f"{settings.PUBLIC_ADDRESS}{reverse('covisits:join_by_link', args=[link_of(co_visit)])}"
    join = f"{settings.PUBLIC_ADDRESS}{reverse('covisits:visit')}".partition("//")[2]
    return {
        "join_address": join,
        "address": address,
        "square": qr.draw(address, _("The square of this visit")),
    }


def _has_dates(lines: list[Line]) -> bool:
    """Whether there is more than one date to compare: two meetings, or one that comes again."""
    ahead = [line.shown.meeting for line in lines if line.can_be_taken and line.shown.meeting]
    return len(ahead) > 1 or any(meeting.series_id for meeting in ahead)


def _began_on(co_visit: CoVisit, lines: list[Line], member: Any) -> subjects.Shown | None:
    """What the visit began on: the way back to it, for whoever read the digits out."""
    subject = subjects.of_path(co_visit.begun_path) if co_visit.begun_path else None
    known = {(line.shown.kind, line.shown.pk): line.shown for line in lines if line.shown.is_seen}
    return (known.get(subject) or subjects.find(member, subject)) if subject else None


def _people(visitor: Visitor, names: dict[int, str]) -> list[dict[str, Any]]:
    here = here_with(visitor)
    away = away_among(here) - {visitor.pk}
    known = [(one.pk, names.get(one.pk, "")) for one in here]
    return [{"name": name, "pk": pk, "is_me": pk == visitor.pk, "is_away": pk in away} for pk, name in known]


def _page_left(request: HttpRequest) -> str:
    """Where one goes on alone: the same page, unless it was a page of the visit."""
    path = request.POST.get("from", "")
    is_theirs = path.startswith(reverse("covisits:visit"))
    return path if may_be_shared(path) and not is_theirs else reverse("portal:home")
