"""A question asked by text message: « Répondez 1 ou 2 ». One a number, forgotten after a day."""

from django.db import models


class TextQuestion(models.Model):
    """`choices` are numbers an area understands (of registrations…): the courier only counts them."""

    address = models.CharField(max_length=320, unique=True)
    about = models.CharField(max_length=60)  # which area's handler asked: « meetings.withdraw »
    choices = models.JSONField(default=list)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.about}, {len(self.choices)} choices"
