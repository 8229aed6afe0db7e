"""Imported: what one meeting of a source was there, and the meeting it is here."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.federation.models.source import Source
from parvis.meetings.models import Meeting


class ImportedQuerySet(models.QuerySet["Imported"]):
    def wanted(self) -> Self:
        """Those that are, or will be, in the programme."""
        return self.filter(aside="")

    def pending(self) -> Self:
        """Those whose meeting does not say yet what the source says, in a lasting order."""
        return self.filter(is_pending=True, aside="").order_by("pk")

    def undecided(self) -> Self:
        """Those that came later, look like a meeting already here, and wait for somebody's word."""
        return self.filter(aside=Imported.Aside.ALIKE, gone_at=None).exclude(facts__status="cancelled")


class Imported(models.Model):
    class Aside(models.TextChoices):
        """Why one does not come in."""

        NONE = "", _("comes in")
        OURS = "ours", _("it is one of ours")
        KNOWN = "known", _("another calendar brought it already")
        CANCELLED = "cancelled", _("it was cancelled before it came")
        TOO_LONG = "too_long", _("it lasts over two weeks")
        UNTICKED = "unticked", _("you left it aside")
        DROPPED = "dropped", _("it was removed here")
        ALIKE = "alike", _("it looks like a meeting already here")  # until somebody decides

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="imported")
    uid = models.CharField(max_length=255)
    slot_at = models.DateTimeField()  # the hour a rule gave it, else the hour it began when first seen
    name = models.CharField(max_length=255)  # of its meeting in calendars, the same for ever
    facts = models.JSONField(default=dict)  # as the source says
    applied = models.JSONField(
        default=dict
    )  # as its meeting was last told: what differs now was changed here
    kept = models.JSONField(default=list)  # the parts changed here, which no longer follow
    aside = models.CharField(max_length=9, choices=Aside.choices, blank=True)
    is_pending = models.BooleanField(default=True)
    gone_at = models.DateTimeField(null=True)  # since when the source does not say it any more
    # It may be written here already, or be in the way of another: said before publishing.
    twin = models.ForeignKey(Meeting, null=True, on_delete=models.SET_NULL, related_name="+")
    in_the_way = models.ForeignKey(Meeting, null=True, on_delete=models.SET_NULL, related_name="+")
    meeting = models.OneToOneField(Meeting, null=True, on_delete=models.SET_NULL, related_name="imported")

    objects = ImportedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "uid", "slot_at"], name="one_trace_per_meeting_of_a_source"
            )
        ]

    def __str__(self) -> str:
        return str(self.facts.get("title", self.uid))
