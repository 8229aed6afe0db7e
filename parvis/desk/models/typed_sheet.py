"""A typed sheet: one paper was typed back, by whom and when. The same code is one row, whoever types it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.aid.models import BridgeSheet
from parvis.meetings.models import Meeting
from parvis.members.models import Member


class TypedSheet(models.Model):
    class Kind(models.TextChoices):
        SIGNED = "P", _("sign-in sheet")
        SLIP = "C", _("reply slip of a letter")
        WEEK = "S", _("reply slip of the week")
        CALLS = "T", _("sheet of calls")
        AID = "E", _("card of mutual aid")
        BRIDGE = BridgeSheet.KIND, _("sheet of the bridge")

    code = models.CharField(max_length=24, unique=True)  # as printed
    kind = models.CharField(max_length=1, choices=Kind.choices)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)  # two people who type at once notice each other
    people = models.PositiveIntegerField(default=0)  # arrivals it led to
    first_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    first_at = models.DateTimeField()
    last_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
