"""« C'est bien une autre rencontre »: said once of two meetings, and not asked again, whoever asks."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import F, Q

from parvis.meetings.models.meeting import Meeting
from parvis.members.models import Member


class DistinctionQuerySet(models.QuerySet["Distinction"]):
    def of(self, keys: Iterable[str]) -> Self:
        """Those that say something of one of these."""
        known = set(keys)
        return self.filter(Q(one__in=known) | Q(other__in=known))


class Distinction(models.Model):
    """Two meetings, or regular appointments, that people know to be two and want as they are.

    Each side is a key (`key_of`): the dates of a series share one. They are no foreign keys, for a date that
    goes and comes back with its series stays what was said of it; keys are never given twice.
    """

    one = models.CharField(max_length=30)
    other = models.CharField(max_length=30)
    kinds = models.CharField(max_length=60)  # what was seen when it was said, commas between
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = DistinctionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_distinction_per_pair"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="distinction_is_of_two_in_order"),
        ]
        indexes = [models.Index(fields=["other"])]

    def __str__(self) -> str:
        return f"{self.one} ≠ {self.other}"


def key_of(meeting: Meeting) -> str:
    """« series:3 » for a date of a series, else « meeting:12 »."""
    return f"series:{meeting.series_id}" if meeting.series_id else f"meeting:{meeting.pk}"
