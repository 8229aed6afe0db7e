"""A suspension: someone is kept out for a while, by whom, why, until when, and whom they may talk to."""

from datetime import datetime
from typing import Self

from django.db import models

from parvis.members.models.member import Member


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    def over(self, now: datetime) -> Self:
        """Those whose day has come."""
        return self.filter(until_at__lte=now)


class Suspension(models.Model):
    """The row is the state: while it is there and its day has not come, the person is kept out.

    Only the person and the administrators ever see it.
    """

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="suspension")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)  # empty: until somebody ends it
    reason = models.CharField(max_length=500)  # told to the person, in these words
    turn_to = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["until_at"])]

    def __str__(self) -> str:
        return f"{self.member} until {self.until_at or 'further notice'}"

    def holds(self, now: datetime) -> bool:
        """Whether the person is still kept out."""
        return self.until_at is None or now < self.until_at
