"""A question the organiser asks of those who register, and what they answer."""

from django.db import models

from parvis.meetings.models.meeting import Meeting
from parvis.meetings.models.registration import Registration


class Question(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="questions")
    words = models.CharField(max_length=160)
    is_required = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.words


class Answer(models.Model):
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    words = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "question"], name="one_answer_per_question")
        ]

    def __str__(self) -> str:
        return self.words
