"""An attempt: somebody called, and what came of it. What was said stays with the person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.courier.models.dispatch import Dispatch


class Attempt(models.Model):
    """One tap of a call round. `by` is opaque. It holds what is needed to take the tap back."""

    class Outcome(models.TextChoices):
        TOLD = "told", _("told")
        MESSAGE = "message", _("a message was left")  # nobody knows whether it was heard
        ABSENT = "absent", _("no answer")
        LATER = "later", _("call again")
        WRONG = "wrong", _("wrong number")

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="tries")
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    is_final = models.BooleanField(default=False)  # an act went with it: it is not taken back by a tap
    was_due_at = models.DateTimeField()  # the hours of the call before this tap
    was_promised_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["by", "at"])]

    def __str__(self) -> str:
        return f"{self.outcome} at {self.at:%H:%M}"
