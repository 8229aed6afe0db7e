"""Who was asked, and what was answered: two tables, which an anonymous survey never ties together.

Of an anonymous survey an answer has no guest, no hour and a number drawn by lot; a guest has no hour either,
and goes when the survey ends.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.ideas.models.survey import Survey, SurveyQuestion
from parvis.kit.questions.lots import by_lot
from parvis.members.models import Member


class SurveyGuest(models.Model):
    """Somebody who was asked, once."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ANSWERED = "answered", _("answered")
        DECLINED = "declined", _("would rather not")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="guests")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "member"], name="one_survey_guest_per_member")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} asked {self.survey_id}"


class SurveyAnswer(models.Model):
    """One answer to one question. guest: who answered; nobody when the survey is anonymous."""

    id = models.BigIntegerField(primary_key=True, default=by_lot, editable=False)
    question = models.ForeignKey(SurveyQuestion, on_delete=models.CASCADE, related_name="answers")
    guest = models.ForeignKey(SurveyGuest, null=True, on_delete=models.CASCADE, related_name="answers")
    value = models.PositiveSmallIntegerField(null=True)
    words = models.CharField(max_length=600, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "guest"],
                condition=models.Q(guest__isnull=False),
                name="one_survey_answer_per_question_and_guest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.value or self.words}"
