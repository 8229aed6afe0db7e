"""Somebody answers, or would rather not. An anonymous answer goes in without any tie to who gave it."""

import random
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.ideas.models import Survey, SurveyAnswer, SurveyGuest
from parvis.ideas.refusals import AnsweredAlready, SurveyOver, to_someone
from parvis.kit.questions.asked import Said
from parvis.members.models import Member

State = SurveyGuest.State


def guest_for(survey: Survey, member: Member) -> SurveyGuest:
    """The row of somebody the survey is put to, also of who joined since it was asked."""
    return SurveyGuest.objects.get_or_create(survey=survey, member=member)[0]


@transaction.atomic
def answer(*, guest: SurveyGuest, said: Mapping[int, Said], at: datetime) -> Survey:
    """Write down what this person says, by the number of the question. With a name, it may be changed.

    Raises SurveyOver, AnsweredAlready.
    """
    survey = Survey.objects.locked(guest.survey_id)
    if not survey.is_open(at):
        raise SurveyOver(_("These questions are closed."), to_someone())
    fresh = SurveyGuest.objects.filter(pk=guest.pk).exclude(state=State.ANSWERED)
    is_first = bool(fresh.update(state=State.ANSWERED))
    if not is_first and survey.is_anonymous:
        raise AnsweredAlready(
            _("Your answers are noted already. They bear no name, so that they cannot be changed."),
            to_someone(),
        )
    if not survey.is_anonymous:
        guest.answers.all().delete()
    questions = {question.number: question for question in survey.questions.all()}
    rows = [
        SurveyAnswer(
            question=questions[number], value=one.value, words=one.words,
            guest=None if survey.is_anonymous else guest,
        )
        for number, one in said.items() if number in questions
    ]  # fmt: skip
    random.SystemRandom().shuffle(rows)
    SurveyAnswer.objects.bulk_create(rows)
    if is_first:
        survey.answered += 1
        survey.save(update_fields=["answered"])
    return survey


@transaction.atomic
def decline(*, guest: SurveyGuest) -> None:
    """They would rather not, and are not asked again. Answered already: nothing changes."""
    SurveyGuest.objects.filter(pk=guest.pk, state=State.ASKED).update(state=State.DECLINED)
