"""Saying how it was, by the address of a message, without signing in. Looking does nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.meetings.feedback.answering import answer, decline
from parvis.meetings.feedback.links import guest_of
from parvis.meetings.forms.feedback import FeedbackForm
from parvis.meetings.models import FeedbackGuest
from parvis.members.doors import passer_by
from parvis.members.limits import check_caller


@door(GET=passer_by, POST=passer_by)
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Three questions at most; once answered, thanks."""
    guest = _guest(token)
    if request.method == "GET":
        return _page(request, guest, token, FeedbackForm(guest.feedback, guest.member.first_name))
    check_caller(request)
    form = FeedbackForm(guest.feedback, guest.member.first_name, request.POST)
    if not form.is_valid():
        return _page(request, guest, token, form, status=422)
    try:
        signs = form.cleaned_data.get("signs", False)
        answer(guest=guest, said=form.said, signs=signs, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, guest, token, form, status=refusal.status)
    return redirect("meetings:feedback_answer", token)


@door(POST=passer_by)
def declined(request: HttpRequest, token: str) -> HttpResponse:
    """They would rather not: nobody asks again."""
    check_caller(request)
    decline(guest=_guest(token))
    there = redirect("meetings:feedback_answer", token)
    return announce(there, _("It is noted. Nobody asks you again about this meeting."))


def _guest(token: str) -> FeedbackGuest:
    guest, now = guest_of(token), timezone.now()
    member = guest.member if guest else None
    if guest is None or member is None or member.left_at is not None or member.suspension_at(now) is not None:
        raise Http404
    return guest


def _page(
    request: HttpRequest, guest: FeedbackGuest, token: str, form: FeedbackForm, *, status: int = 200
) -> HttpResponse:
    facts = {
        "guest": guest,
        "meeting": guest.feedback.meeting,
        "feedback": guest.feedback,
        "form": form,
        "token": token,
        "is_open": guest.feedback.is_open(timezone.now()),
        "has_answered": guest.state == FeedbackGuest.State.ANSWERED,
        "has_declined": guest.state == FeedbackGuest.State.DECLINED,
    }
    return page(request, "meetings/feedback/answer.html", facts, status=status)
