"""A report: somebody asks a named person to read words again."""

from django.db import models

from parvis.conversations.models.message import Message
from parvis.members.models import Member


class Report(models.Model):
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.CharField(max_length=300)
    moderator = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "by"], name="one_report_per_message_and_person")
        ]

    def __str__(self) -> str:
        return f"a report of {self.at:%d/%m}"
