"""A sheet of the week: what was on it, in the order it was printed. One a week, whoever makes it."""

from django.db import models


class WeekSheet(models.Model):
    first_on = models.DateField(unique=True)  # its Monday
    made_at = models.DateTimeField()
    meetings = models.JSONField(default=list)  # their numbers, as numbered on paper

    def __str__(self) -> str:
        return f"the week of {self.first_on}"
