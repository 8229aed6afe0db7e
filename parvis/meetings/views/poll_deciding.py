"""For who asked: close, open again, cancel, hand over addresses, choose the date."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.meetings.forms.date_poll import UntilForm
from parvis.meetings.forms.poll_answer import ChoiceForm, InvitationForm
from parvis.meetings.models import DatePoll
from parvis.meetings.noticing.noticed import Date
from parvis.meetings.polls import ending, inviting
from parvis.meetings.polls.becoming import Became, become_meeting
from parvis.meetings.polls.clashing import is_known, look_at
from parvis.meetings.views.finding import signed_in
from parvis.meetings.views.polls import answer_page, poll_managed
from parvis.members.doors import member


@door(POST=member)
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """No more answers."""
    ending.close(poll=poll_managed(request, pk), by=signed_in(request), at=timezone.now())
    return announce(redirect("meetings:poll", pk), _("Answers are closed."))


@door(POST=member)
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    """People answer again, until another hour."""
    poll, form = poll_managed(request, pk), UntilForm(request.POST)
    if not form.is_valid():
        return answer_page(request, poll, status=422, reopening=form, form=form)
    try:
        ending.reopen(poll=poll, closes_at=form.closes_at, by=signed_in(request), at=timezone.now())
    except Refusal as refusal:
        form.add_error("until", refusal.reason)
        return answer_page(request, poll, status=refusal.status, reopening=form, form=form)
    return announce(redirect("meetings:poll", pk), _("People may answer again."))


@door(GET=member, POST=member)
def cancellation(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap and one confirm: those who could come are told."""
    poll = poll_managed(request, pk)
    if request.method == "GET":
        return page(request, "meetings/polls/cancel.html", {"poll": poll})
    ending.cancel(poll=poll, by=signed_in(request), at=timezone.now())
    return announce(redirect("meetings:poll", pk), _("It is cancelled. Those who could come are told."))


@door(POST=member)
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """An address for one person, to hand over."""
    poll, form = poll_managed(request, pk), InvitationForm(request.POST)
    if not form.is_valid():
        return answer_page(request, poll, status=422, inviting=form, form=form)
    try:
        name = form.cleaned_data["name"]
        inviting.invite(poll=poll, name=name, by=signed_in(request), at=timezone.now())
    except Refusal as refusal:
        form.add_error("name", refusal.reason)
        return answer_page(request, poll, status=refusal.status, inviting=form, form=form)
    return announce(redirect("meetings:poll", pk), _("Here is their link, below. Hand it over."))


@door(POST=member)
def common_link(request: HttpRequest, pk: int) -> HttpResponse:
    """The address passed on so far opens nothing any more."""
    is_wanted = request.POST.get("wanted") == "yes"
    inviting.renew_common_link(poll=poll_managed(request, pk), by=signed_in(request), is_wanted=is_wanted)
    return announce(redirect("meetings:poll", pk), _("The link given before no longer opens anything."))


@door(POST=member)
def person(request: HttpRequest, pk: int, respondent_pk: int) -> HttpResponse:
    """Another address for one person, or their answer taken out."""
    poll, me = poll_managed(request, pk), signed_in(request)
    respondent = get_object_or_404(poll.respondents, pk=respondent_pk)
    if request.POST.get("act") == "out":
        inviting.put_out(respondent=respondent, by=me)
        return announce(redirect("meetings:poll", pk), _("This answer is taken out."))
    inviting.end_personal_link(respondent=respondent, by=me)
    return announce(redirect("meetings:poll", pk), _("The link given before no longer opens anything."))


@door(GET=member, POST=member)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The chosen date becomes a meeting; whole days are asked their hours first."""
    poll, me = poll_managed(request, pk), signed_in(request)
    if poll.meeting is not None:
        return redirect("meetings:meeting", poll.meeting.pk)
    if request.method == "GET":
        return _choice_page(request, poll, ChoiceForm(poll=poll, member=me, initial=_chosen(request)))
    form = ChoiceForm(request.POST, poll=poll, member=me)
    if not form.is_valid():
        return _choice_page(request, poll, form, status=422)
    facts = form.facts
    clash = look_at(poll, [form.hours], viewer=me, circle=facts["circle"]).dates[0]
    if not is_known(clash, form.known_apart, has_read=form.cleaned_data["has_read"]):
        return _choice_page(request, poll, form, status=409, clash=clash)
    try:
        became = become_meeting(poll=poll, by=me, at=timezone.now(), **facts)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _choice_page(request, poll, form, status=refusal.status)
    return announce(redirect("meetings:meeting", became.meeting.pk), _said(became))


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {"date": request.GET.get("date", "")[:12]}


def _choice_page(
    request: HttpRequest, poll: DatePoll, form: ChoiceForm, *, status: int = 200, clash: Date | None = None
) -> HttpResponse:
    dates = {str(date.pk): date for date in poll.dates.all()}
    date = dates.get(str(form["date"].value()))
    if date is None:
        return redirect("meetings:poll", poll.pk)
    answers = " ".join(notice.answer for notice in clash.notices) if clash else ""
    facts = {"poll": poll, "form": form, "date": date, "clash": clash, "apart": answers}
    return page(request, "meetings/polls/choose.html", facts, status=status)


def _said(became: Became) -> str:
    """« C’est une rencontre. 5 personnes sont inscrites. À prévenir vous-même : Léo. »"""
    brought = became.brought
    coming = brought.seated + brought.waiting
    said = [_("It is a meeting.")]
    if not became.meeting.is_published:
        said.append(_("An animator reads it and publishes it. People are told then."))
    if coming:
        words = ngettext("%(count)s person is registered.", "%(count)s people are registered.", coming)
        said.append(words % {"count": coming})
    if brought.asked:
        words = ngettext(
            "%(count)s person who said “if needed” is asked.",
            "%(count)s people who said “if needed” are asked.",
            brought.asked,
        )
        said.append(words % {"count": brought.asked})
    if names := [*brought.untold, *brought.refused]:
        said.append(_("To tell yourself: %(names)s.") % {"names": ", ".join(names)[:200]})
    return " ".join(said)
