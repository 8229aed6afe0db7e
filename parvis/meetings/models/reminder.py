"""A reminder: which registrations one message spoke of, so that none is said twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.courier.models import Dispatch
from parvis.meetings.models.registration import Registration


class Reminder(models.Model):
    """One registration in one message; several of the same day share the message."""

    class Kind(models.TextChoices):
        TWO_DAYS = "two_days", _("two days before")
        MORNING = "morning", _("the same morning")  # or the evening before, when it begins early

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "kind"], name="one_reminder_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.registration_id}"
