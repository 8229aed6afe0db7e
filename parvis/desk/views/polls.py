"""Somebody on the telephone says which dates suit them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.acting_for import acts_for
from parvis.desk.places_to_go import polls_for
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.meetings.forms.poll_answer import PollAnswerForm
from parvis.meetings.models import DatePoll
from parvis.meetings.polls.answering import answer_as_member
from parvis.meetings.polls.showing import said_by
from parvis.members.doors import correspondent, me
from parvis.members.mandates import Scope
from parvis.members.models import Member
from parvis.members.opening import is_open


@door(GET=correspondent, POST=correspondent)
@acts_for(Scope.REGISTRATIONS)
def answer(request: HttpRequest, pk: int, poll_pk: int) -> HttpResponse:
    """The dates, read out; what the person says is written down, and stands in their journal."""
    person, now = get_object_or_404(Member.objects.present(), pk=pk), timezone.now()
    poll = next((one for one in polls_for(person, me(request), now) if one.pk == poll_pk), None)
    if poll is None:
        raise Http404
    if not is_open(person, me(request), now):
        return redirect("desk:person", pk)  # which asks why
    dates = poll.dates.all()
    if request.method == "GET":
        return _asked(request, person, poll, PollAnswerForm(dates=dates, said=said_by(poll, person)))
    form = PollAnswerForm(request.POST, dates=dates)
    if not form.is_valid():
        return _asked(request, person, poll, form, status=422)
    try:
        answer_as_member(
            poll=poll, member=person, says=form.says, at=now, made_by=me(request), channel="telephone"
        )
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _asked(request, person, poll, form, status=refusal.status)
    return announce(redirect("desk:person", pk), _("It is noted."))


def _asked(
    request: HttpRequest, person: Member, poll: DatePoll, form: PollAnswerForm, status: int = 200
) -> HttpResponse:
    facts = {"person": person, "poll": poll, "answering": form, "form": form}
    return page(request, "desk/poll.html", facts, status=status)
