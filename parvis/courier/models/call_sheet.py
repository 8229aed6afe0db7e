"""A sheet of calls on paper: which calls stand on it, in which order, so that it can be typed back."""

from django.db import models


class CallSheet(models.Model):
    """`lines`: for each line of the paper, from the first, the ids of the dispatches it stands for."""

    code = models.CharField(max_length=8, unique=True)  # printed on it, read back by eyes
    by = models.BigIntegerField(null=True)  # opaque: who took these calls
    made_at = models.DateTimeField()
    lines = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.code
