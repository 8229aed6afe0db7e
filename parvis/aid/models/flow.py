"""What the community reads of its gifts: one table a season, written once and never again."""

from django.db import models


class FlowTable(models.Model):
    """The figures of one season, as they were published. Nobody's name, no figure under five.

    It is read as it was written: two looks never differ, whatever was erased or added since.
    """

    since_on = models.DateField(unique=True)
    until_on = models.DateField()  # the day after its last
    figures = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-since_on"]

    def __str__(self) -> str:
        return f"gifts from {self.since_on}"
