"""The row of a recurring job: when it is due, who holds it. Humans may pause it."""

from datetime import datetime, timedelta

from django.db import models

from parvis.kit.clock import SLACK


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def claim(self, name: str, holder: str, *, at: datetime, every: timedelta, lease: timedelta) -> bool:
        """Take a due job as it was just seen: of two workers who ask, one gets it."""
        seen = self.filter(name=name).first()
        if seen is None or not seen.is_due(at, every=every, lease=lease):
            return False
        same = self.filter(
            pk=seen.pk, next_at=seen.next_at, held_until_at=seen.held_until_at, is_paused=False
        )
        return same.update(holder=holder, held_until_at=at + lease) == 1

    def give_back(self, name: str, holder: str, *, at: datetime, next_at: datetime, failure: str) -> bool:
        """Say that a job ended, and when it is due again. False when somebody else holds it by now."""
        fields = {"holder": "", "held_until_at": None, "ended_at": at, "next_at": next_at, "failure": failure}
        return self.filter(name=name, holder=holder).update(**fields) == 1


class Schedule(models.Model):
    name = models.CharField(max_length=80, unique=True)
    next_at = models.DateTimeField()
    holder = models.CharField(max_length=40, blank=True)
    held_until_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)  # of the last run; empty when it went well
    is_paused = models.BooleanField(default=False)

    objects = ScheduleQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def is_due(self, at: datetime, *, every: timedelta, lease: timedelta) -> bool:
        """Has its hour come, and does nobody hold it? A holder who died loses it in time.

        An hour further away than the job's own period, or lease, was written by a clock that stood in the
        future and came back: it counts as past, or the job would wait for years.
        """
        is_free = self.held_until_at is None or not at < self.held_until_at <= at + lease + SLACK
        has_come = not at < self.next_at <= at + every + SLACK
        return is_free and has_come and not self.is_paused
