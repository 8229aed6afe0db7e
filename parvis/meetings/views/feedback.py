"""For whoever organises: what is asked afterwards, then what people say."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.feedback.asking import choose_questions
from parvis.meetings.feedback.catalogue import USUAL
from parvis.meetings.feedback.showing import shown
from parvis.meetings.forms.feedback import FeedbackQuestionsForm
from parvis.meetings.models import Feedback, Meeting
from parvis.meetings.views.finding import meeting_hosted, signed_in
from parvis.members.doors import member


@door(GET=member, POST=member)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the questions as long as nobody was asked; read the answers from then on."""
    meeting = meeting_hosted(request, pk)
    feedback = Feedback.objects.prefetch_related("questions").filter(meeting=meeting).first()
    data = request.POST if request.method == "POST" else None
    form = FeedbackQuestionsForm(data, initial=_start(feedback))
    if data is None or not form.is_valid():
        return _page(request, meeting, feedback, form)
    choose_questions(meeting=meeting, by=signed_in(request), **form.cleaned_data)
    return announce(redirect("meetings:feedback", pk), _("It is noted."))


def _start(feedback: Feedback | None) -> dict[str, Any]:
    questions = list(feedback.questions.all()) if feedback else []
    if not questions and not (feedback and feedback.is_off):
        return {"keys": list(USUAL)}
    own = next((question for question in questions if not question.key), None)
    return {
        "keys": [question.key for question in questions if question.key],
        "own": own.words if own else "",
        "own_kind": own.kind if own else None,
    }


def _page(
    request: HttpRequest, meeting: Meeting, feedback: Feedback | None, form: FeedbackQuestionsForm
) -> HttpResponse:
    was_asked = feedback is not None and feedback.asked_at is not None
    facts = {
        "meeting": meeting,
        "feedback": feedback,
        "shown": shown(feedback) if feedback and was_asked else None,
        "is_open": bool(feedback and feedback.is_open(timezone.now())),
        "form": form,
    }
    return page(request, "meetings/feedback/show.html", facts, status=422 if form.errors else 200)
