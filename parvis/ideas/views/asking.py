"""Putting questions to others, and ending it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.ideas.asking import ask, stop
from parvis.ideas.forms.asking import QuestionsForm, SurveyForm
from parvis.ideas.models import Survey
from parvis.ideas.permissions import may_ask_somebody
from parvis.ideas.refusals import NotYoursToAsk, to_someone
from parvis.kit.doors import door
from parvis.kit.form_keys import key_of
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member


@door(GET=member, POST=member)
def new(request: HttpRequest) -> HttpResponse:
    """One page: what, whom, until when, and up to five questions; what was typed stays."""
    asker = me(request)
    if not may_ask_somebody(asker):
        raise NotYoursToAsk(_("Whoever animates puts questions to others. Talk to them."), to_someone())
    data = request.POST if request.method == "POST" else None
    form, questions = SurveyForm(asker, data), QuestionsForm(data, prefix="q")
    if data is None or not (form.is_valid() & questions.is_valid()):
        return _page(request, form, questions, 422 if data is not None else 200)
    asked = [one.asked(number) for number, one in enumerate(questions, 1) if one.cleaned_data.get("words")]
    try:
        survey = ask(
            questions=asked, asker=asker, at=timezone.now(), once_key=f"{asker.pk}:{key_of(request.POST)}",
            **form.facts,
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, form, questions, refusal.status)
    return announce(redirect("ideas:survey", survey.pk), _("It is noted. People are asked from that day on."))


@door(POST=member)
def stopped(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """No more answers; results are there within minutes."""
    survey = get_object_or_404(Survey.objects.visible_to(me(request)), pk=survey_pk)
    stop(survey=survey, by=me(request), at=timezone.now())
    return announce(redirect("ideas:survey", survey_pk), _("No answer is taken any more."))


def _page(request: HttpRequest, form: SurveyForm, questions: object, status: int) -> HttpResponse:
    return page(request, "ideas/survey/new.html", {"form": form, "questions": questions}, status=status)
