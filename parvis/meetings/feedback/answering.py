"""Somebody answers, once, or would rather not. What they said goes in without their name."""

import random
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.encounters import say_met_new
from parvis.kit.questions.asked import YES, Said
from parvis.kit.refusals import Refusal
from parvis.meetings import refusals
from parvis.meetings.feedback.catalogue import MET
from parvis.meetings.models import Feedback, FeedbackAnswer, FeedbackGuest

TOGETHER = 5  # answers are shown when so many more people answered: none of them stands alone
State = FeedbackGuest.State


class AnsweredAlready(Refusal):
    """What was said without a name cannot be found again to be changed."""


class FeedbackOver(Refusal):
    """Thirty days have passed."""


@transaction.atomic
def answer(*, guest: FeedbackGuest, said: Mapping[int, Said], signs: bool = False, at: datetime) -> Feedback:
    """Write down what this person says, by the number of the question. signs: sentences bear their name.

    Raises FeedbackOver, AnsweredAlready. Whoever declined before may still answer.
    """
    feedback = Feedback.objects.locked(guest.feedback_id)
    if not feedback.is_open(at):
        raise FeedbackOver(
            _("The questions about this meeting are closed."), refusals.to_someone(feedback.meeting)
        )
    if (
        not FeedbackGuest.objects.filter(pk=guest.pk)
        .exclude(state=State.ANSWERED)
        .update(state=State.ANSWERED)
    ):
        raise AnsweredAlready(
            _("Your answers are noted already. They bear no name, so that they cannot be changed."),
            refusals.to_someone(feedback.meeting),
        )
    questions = {question.number: question for question in feedback.questions.all()}
    rows = [
        FeedbackAnswer(
            question=questions[number], value=one.value, words=one.words,
            signed_by=guest.member if signs and one.words else None, is_shown=bool(signs and one.words),
        )
        for number, one in said.items() if number in questions
    ]  # fmt: skip
    random.SystemRandom().shuffle(rows)
    FeedbackAnswer.objects.bulk_create(rows)
    feedback.answered += 1
    if feedback.answered - feedback.shown >= TOGETHER:
        _show(feedback)
    feedback.save(update_fields=["answered", "shown"])
    return feedback


@transaction.atomic
def decline(*, guest: FeedbackGuest) -> None:
    """They would rather not, and are not asked again about it. Answered already: nothing changes."""
    FeedbackGuest.objects.filter(pk=guest.pk, state=State.ASKED).update(state=State.DECLINED)


def _show(feedback: Feedback) -> None:
    """Five more people answered: all that was said until now may be read."""
    FeedbackAnswer.objects.filter(question__feedback=feedback, is_shown=False).update(is_shown=True)
    feedback.shown = feedback.answered
    count_met(feedback)


def count_met(feedback: Feedback) -> None:
    """Tell the chronicle how many say that they met somebody new, once five people at least were asked."""
    yes = FeedbackAnswer.objects.filter(
        question__feedback=feedback, question__key=MET, value=YES, is_shown=True
    )
    say_met_new(gathering=feedback.meeting, people=yes.count())
