"""The surveys a member may see: those to answer, those whose results are there."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.ideas.answering import answer, guest_for
from parvis.ideas.models import Survey, SurveyGuest
from parvis.ideas.permissions import manages, may_ask_somebody
from parvis.ideas.reading import read, table
from parvis.ideas.telling import people_of
from parvis.kit.doors import door
from parvis.kit.exporting import csv_answer
from parvis.kit.notices import announce
from parvis.kit.questions.forms import AnswersForm
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member

MOST_ENDED = 20


@door(GET=member)
def index(request: HttpRequest) -> HttpResponse:
    """Those to answer first; then those whose results one may read."""
    now, reader = timezone.now(), me(request)
    seen = Survey.objects.visible_to(reader).distinct()
    mine = SurveyGuest.objects.filter(member=reader, state=SurveyGuest.State.ANSWERED)
    facts = {
        "open_ones": list(seen.open_at(now).select_related("asker", "circle")[:MOST_ENDED]),
        "to_come": list(seen.filter(begins_at__gt=now, asker=reader).order_by("begins_at")[:MOST_ENDED]),
        "ended": list(seen.exclude(ended_at=None).order_by("-ended_at", "-pk")[:MOST_ENDED]),
        "answered": set(mine.values_list("survey", flat=True)),
        "may_ask": may_ask_somebody(reader),
    }
    return page(request, "ideas/survey/index.html", facts)


@door(GET=member, POST=member)
def show(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """One survey: its questions as long as one may answer, its results when they may be read."""
    survey, reader, now = _seen(request, survey_pk), me(request), timezone.now()
    if request.method == "GET":
        return _page(request, survey, AnswersForm(survey.all_asked))
    get_object_or_404(people_of(survey, now), pk=reader.pk)
    form = AnswersForm(survey.all_asked, request.POST)
    if not form.is_valid():
        return _page(request, survey, form, 422)
    try:
        answer(guest=guest_for(survey, reader), said=form.said, at=now)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, survey, form, refusal.status)
    return announce(redirect("ideas:survey", survey_pk), _("Thank you, your answer is noted."))


@door(GET=member)
def results_file(request: HttpRequest, survey_pk: int) -> StreamingHttpResponse:
    """The results for a spreadsheet: what the page shows, and no more."""
    survey = _seen(request, survey_pk)
    heads, rows = table(survey, me(request))
    return csv_answer(f"questions-{survey.pk}.csv", heads, rows)


def _seen(request: HttpRequest, pk: int) -> Survey:
    return get_object_or_404(Survey.objects.visible_to(me(request)).distinct().for_page(), pk=pk)


def _page(request: HttpRequest, survey: Survey, form: AnswersForm, status: int = 200) -> HttpResponse:
    reader, now = me(request), timezone.now()
    guest = SurveyGuest.objects.filter(survey=survey, member=reader).first()
    has_answered = guest is not None and guest.state == SurveyGuest.State.ANSWERED
    is_open = survey.is_open(now)
    may_answer = is_open and survey.asker_id != reader.pk and not (has_answered and survey.is_anonymous)
    facts = {
        "survey": survey,
        "form": form,
        "is_open": is_open,
        "is_to_come": survey.begins_at > now,
        "has_answered": has_answered,
        "may_answer": may_answer and reader.minor_until_on is None,
        "read": read(survey, reader),
        "manages": manages(reader, survey),
    }
    return page(request, "ideas/survey/show.html", facts, status=status)
