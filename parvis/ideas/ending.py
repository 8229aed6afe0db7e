"""A survey ends: results are final. Of an anonymous one, who was asked is forgotten, answers are shuffled."""

import random
from datetime import datetime

from django.db import transaction

from parvis.ideas.models import Survey, SurveyAnswer
from parvis.ideas.reading import FEWEST


def end_due(at: datetime) -> int:
    """End those whose hour has come; how many."""
    due = Survey.objects.filter(closes_at__lte=at, ended_at=None).order_by("closes_at", "pk")
    return sum(_end(pk, at) for pk in list(due.values_list("pk", flat=True)[:100]))


@transaction.atomic
def _end(pk: int, at: datetime) -> int:
    survey = Survey.objects.locked(pk)
    if survey.ended_at is not None or survey.closes_at > at:
        return 0
    survey.ended_at = at
    survey.save(update_fields=["ended_at"])
    if survey.is_anonymous:
        _untie(survey)
    return 1


def _untie(survey: Survey) -> None:
    """Write all answers anew in one go, in any order: not even the database knows which came with which.

    What fewer than five people said is read by nobody, ever: it goes.
    """
    survey.guests.all().delete()
    rows = list(
        SurveyAnswer.objects.filter(question__survey=survey).values_list("question", "value", "words")
    )
    SurveyAnswer.objects.filter(question__survey=survey).delete()
    if survey.answered < FEWEST:
        return
    random.SystemRandom().shuffle(rows)
    SurveyAnswer.objects.bulk_create(
        [SurveyAnswer(question_id=question, value=value, words=words) for question, value, words in rows],
        batch_size=500,
    )
