"""Date polls for members: those one may answer, asking one, its page and its sheet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.meetings.forms.date_poll import DatePollForm, UntilForm
from parvis.meetings.forms.poll_answer import InvitationForm, PollAnswerForm
from parvis.meetings.models import DatePoll
from parvis.meetings.passes import path_of
from parvis.meetings.polls import links
from parvis.meetings.polls.answering import answer_as_member
from parvis.meetings.polls.asking import ask
from parvis.meetings.polls.clashing import asking_dates
from parvis.meetings.polls.permissions import check_manages, manages, shows_names
from parvis.meetings.polls.showing import show as shown
from parvis.meetings.views.finding import signed_in
from parvis.members.doors import member
from parvis.members.reaching import absolute

MOST = 30


@door(GET=member)
def index(request: HttpRequest) -> HttpResponse:
    """Polls that wait for an answer, and those one asked."""
    me, now = signed_in(request), timezone.now()
    known = DatePoll.objects.visible_to(me).for_page()
    mine = DatePoll.objects.filter(asker=me).for_page().order_by("-asked_at")[:MOST]
    facts = {"open_polls": known.open_at(now).exclude(asker=me)[:MOST], "my_polls": mine}
    return page(request, "meetings/polls/index.html", facts)


@door(GET=member, POST=member)
def new(request: HttpRequest) -> HttpResponse:
    """The dates, one a row; more rows for who wishes. Nothing typed is lost."""
    now = timezone.now()
    if request.method == "GET":
        return _asked(request, DatePollForm(member=signed_in(request), now=now))
    more = request.POST.get("step") == "more"
    form = DatePollForm(request.POST, member=signed_in(request), now=now, more=more)
    if more or not form.is_valid():
        form.is_valid()
        return _asked(request, form, status=200 if more else 422)
    try:
        poll = ask(**form.facts, asker=signed_in(request), at=now)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _asked(request, form, status=refusal.status)
    return announce(redirect("meetings:poll", poll.pk), _("It is asked. Pass the link on."))


@door(GET=member)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One poll: what was answered, and one's own answer."""
    return answer_page(request, poll_seen(request, pk))


@door(POST=member)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A member says which dates suit them."""
    poll = poll_seen(request, pk)
    form = PollAnswerForm(request.POST, dates=poll.dates.all())
    if not form.is_valid():
        return answer_page(request, poll, form, status=422)
    try:
        answer_as_member(poll=poll, member=signed_in(request), says=form.says, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return answer_page(request, poll, form, status=refusal.status)
    return announce(redirect("meetings:poll", pk), _("It is noted."))


@door(GET=member)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """On paper: the dates, columns to tick, the telephone number, the short address."""
    poll = poll_managed(request, pk)
    facts = {"poll": poll, "dates": poll.dates.all(), "address": _address(poll)}
    return page(request, "meetings/polls/sheet.html", facts)


def poll_seen(request: HttpRequest, pk: int) -> DatePoll:
    """The poll if this member may know of it; else 404."""
    return get_object_or_404(DatePoll.objects.visible_to(signed_in(request)).for_page(), pk=pk)


def poll_managed(request: HttpRequest, pk: int) -> DatePoll:
    """The poll for who asked. Raises NotYours for the others who may know of it."""
    poll = poll_seen(request, pk)
    check_manages(signed_in(request), poll)
    return poll


def answer_page(
    request: HttpRequest,
    poll: DatePoll,
    answering: PollAnswerForm | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A member's page of a poll, with the form as it was filled in when it comes back."""
    me, now = signed_in(request), timezone.now()
    mine = poll.respondents.filter(member=me).select_related("registration").first()
    names = "full" if manages(me, poll) else "first" if shows_names(me, poll) else ""
    seen = shown(poll, now, names=names, mine=mine)
    facts: dict[str, Any] = {
        "poll": poll,
        "shown": seen,
        "is_open": poll.is_open(now),
        "answering": answering or PollAnswerForm(dates=[line.date for line in seen.lines], said=seen.mine),
        "has_answered": bool(seen.mine),
        "seat_path": path_of(mine.registration) if mine and mine.registration else "",
        "mine_token": links.personal_token(mine) if mine else "",
        "mine": mine,
        "form": answering,
    }
    if manages(me, poll):
        facts |= _for_asker(poll, now) | {"manages": True}
        if poll.meeting is None and seen.people:
            facts["clashes"] = asking_dates(poll, [line.date for line in seen.lines], now, viewer=me)
    return page(request, "meetings/polls/show.html", {**facts, **more}, status=status)


def _for_asker(poll: DatePoll, now: Any) -> dict[str, Any]:
    people = poll.respondents.order_by("answered_at", "pk")
    return {
        "address": _address(poll),
        "people": [(one, absolute(links.personal_path(one))) for one in people],  # shown while unanswered
        "inviting": InvitationForm(),
        "reopening": UntilForm(),
    }


def _address(poll: DatePoll) -> str:
    return absolute(links.common_path(poll)) if poll.has_common_link else ""


def _asked(request: HttpRequest, form: DatePollForm, status: int = 200) -> HttpResponse:
    return page(request, "meetings/polls/new.html", {"form": form}, status=status)
