"""Answering a date poll without account: by the common address, then by one's own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.meetings.forms.poll_answer import NewcomerAnswerForm, PollAnswerForm
from parvis.meetings.limits import check_answer
from parvis.meetings.models import DatePoll, Respondent
from parvis.meetings.passes import path_of
from parvis.meetings.polls import links
from parvis.meetings.polls.answering import (
    answer_as_member,
    answer_as_newcomer,
    change_answer,
    take_back_answer,
)
from parvis.meetings.polls.bringing import leave_seat, take_seat
from parvis.meetings.polls.permissions import manages
from parvis.meetings.polls.showing import show as shown
from parvis.meetings.views.finding import viewer
from parvis.members.doors import passer_by


@door(GET=passer_by, POST=passer_by)
def common(request: HttpRequest, token: str) -> HttpResponse:
    """The address people pass on: a first name and one answer a date. Members answer as themselves."""
    poll = links.poll_of(token)
    if poll is None:
        raise Http404
    if request.method == "GET":
        return _common_page(request, poll, token)
    form = _form(request, poll, request.POST)
    if not form.is_valid():
        return _common_page(request, poll, token, form, status=422)
    try:
        respondent = _answered(request, poll, form)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _common_page(request, poll, token, form, status=refusal.status)
    return announce(redirect(links.personal_path(respondent)), _("It is noted."))


@door(GET=passer_by, POST=passer_by)
def personal(request: HttpRequest, token: str) -> HttpResponse:
    """One person's own answer, to see and to change; once the date is chosen, their seat."""
    respondent = _respondent(token)
    if request.method == "GET":
        return _personal_page(request, respondent, token)
    form = PollAnswerForm(request.POST, dates=respondent.poll.dates.all())
    if not form.is_valid():
        return _personal_page(request, respondent, token, form, status=422)
    try:
        change_answer(respondent=respondent, says=form.says, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _personal_page(request, respondent, token, form, status=refusal.status)
    return announce(redirect("meetings:answered_poll", token), _("It is noted."))


@door(POST=passer_by)
def seat(request: HttpRequest, token: str) -> HttpResponse:
    """The date is chosen: they come, or they do not."""
    respondent, now = _respondent(token), timezone.now()
    if request.POST.get("answer") == "yes":
        return redirect(path_of(take_seat(respondent=respondent, at=now)))
    leave_seat(respondent=respondent, at=now)
    return announce(redirect("meetings:answered_poll", token), _("It is noted."))


@door(POST=passer_by)
def withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """The answer goes, and the name with it."""
    respondent = _respondent(token)
    poll = respondent.poll
    take_back_answer(respondent=respondent, at=timezone.now())
    there = redirect(links.common_path(poll)) if poll.has_common_link else redirect("portal:home")
    return announce(there, _("Your answer is erased, and your name with it."))


def _respondent(token: str) -> Respondent:
    respondent = links.respondent_of(token)
    if respondent is None or respondent.is_shut_out(timezone.now()):
        raise Http404
    return respondent


def _form(request: HttpRequest, poll: DatePoll, data: Any = None) -> PollAnswerForm:
    kind = PollAnswerForm if viewer(request) else NewcomerAnswerForm
    return kind(data, dates=poll.dates.all())


def _answered(request: HttpRequest, poll: DatePoll, form: PollAnswerForm) -> Respondent:
    member, now = viewer(request), timezone.now()
    if member is not None:
        return answer_as_member(poll=poll, member=member, says=form.says, at=now)
    name, contact = form.cleaned_data["name"], form.cleaned_data["contact"]
    check_answer(request, poll, contact)
    return answer_as_newcomer(
        poll=poll, name=name, contact=contact, says=form.says, at=now, form_key=_browser_key(request, poll)
    )


def _browser_key(request: HttpRequest, poll: DatePoll) -> str:
    """What stands for a passer-by's browser at one poll, to know its second tap; empty without cookie."""
    secret = request.META.get("CSRF_COOKIE", "")
    return salted_hmac("meetings.poll_form", f"{poll.pk} {secret}").hexdigest()[:32] if secret else ""


def _common_page(
    request: HttpRequest,
    poll: DatePoll,
    token: str,
    form: PollAnswerForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    now, member = timezone.now(), viewer(request)
    names = "" if poll.hides_names and not manages(member, poll) else "first"
    facts = {
        "poll": poll,
        "shown": shown(poll, now, names=names),
        "is_open": poll.is_open(now),
        "answering": form or _form(request, poll),
        "form": form,
        "token": token,
    }
    return page(request, "meetings/polls/common.html", facts, status=status)


def _personal_page(
    request: HttpRequest,
    respondent: Respondent,
    token: str,
    form: PollAnswerForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    poll = DatePoll.objects.for_page().get(pk=respondent.poll_id)
    seen = shown(poll, now, names="" if poll.hides_names else "first", mine=respondent)
    facts = {
        "poll": poll,
        "shown": seen,
        "is_open": poll.is_open(now),
        "answering": form or PollAnswerForm(dates=[line.date for line in seen.lines], said=seen.mine),
        "form": form,
        "mine": respondent,
        "mine_token": token,
        "seat_path": path_of(respondent.registration) if respondent.registration else "",
        "has_answered": bool(seen.mine),
    }
    return page(request, "meetings/polls/personal.html", facts, status=status)
