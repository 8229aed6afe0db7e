"""The line text messages leave by: what the place decided, what it has cost this month, how it fares."""

from django.db import models


class TextRules(models.Model):
    """One row, written by whoever administers. A message of two parts counts twice, as gateways count."""

    ceiling = models.PositiveIntegerField(default=500)  # parts a month; calls are made instead beyond
    only_without_mail = models.BooleanField(default=True)  # whoever has a mail address is written to there

    def __str__(self) -> str:
        return f"{self.ceiling} a month"


class TextLine(models.Model):
    """One row, written at each message."""

    month_on = models.DateField(null=True)  # the first day of the month `parts` are of
    parts = models.PositiveIntegerField(default=0)
    warned_on = models.DateField(null=True)  # the month whose alarm was given
    troubles = models.PositiveSmallIntegerField(default=0)  # in a row
    rests_until_at = models.DateTimeField(null=True)  # the gateway is left alone until then

    def __str__(self) -> str:
        return f"{self.parts} parts"
