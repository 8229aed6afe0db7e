"""Answering a survey by the address of a message, without signing in. Looking does nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.ideas.answering import answer, decline
from parvis.ideas.links import guest_of
from parvis.ideas.models import SurveyGuest
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.questions.forms import AnswersForm
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import passer_by
from parvis.members.limits import check_caller


@door(GET=passer_by, POST=passer_by)
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The questions; once answered, thanks."""
    guest = _guest(token)
    asked = guest.survey.all_asked
    if request.method == "GET":
        return _page(request, guest, token, AnswersForm(asked))
    check_caller(request)
    form = AnswersForm(asked, request.POST)
    if not form.is_valid():
        return _page(request, guest, token, form, status=422)
    try:
        answer(guest=guest, said=form.said, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, guest, token, form, status=refusal.status)
    return redirect("ideas:answer", token)


@door(POST=passer_by)
def declined(request: HttpRequest, token: str) -> HttpResponse:
    """They would rather not: nobody asks again."""
    check_caller(request)
    decline(guest=_guest(token))
    return announce(redirect("ideas:answer", token), _("It is noted. Nobody asks you again."))


def _guest(token: str) -> SurveyGuest:
    guest, now = guest_of(token), timezone.now()
    if guest is None or guest.member.left_at is not None or guest.member.suspension_at(now) is not None:
        raise Http404
    return guest


def _page(
    request: HttpRequest, guest: SurveyGuest, token: str, form: AnswersForm, *, status: int = 200
) -> HttpResponse:
    facts = {
        "survey": guest.survey,
        "form": form,
        "token": token,
        "is_open": guest.survey.is_open(timezone.now()),
        "has_answered": guest.state == SurveyGuest.State.ANSWERED,
        "has_declined": guest.state == SurveyGuest.State.DECLINED,
    }
    return page(request, "ideas/survey/answer.html", facts, status=status)
