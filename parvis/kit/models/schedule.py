"""The row of a recurring job: when it is due, who holds it. Humans may pause it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def due(self, at: datetime) -> "ScheduleQuerySet":
        """Jobs whose hour has come and that nobody holds (a holder who died loses them in time)."""
        free = Q(held_until_at=None) | Q(held_until_at__lte=at)
        return self.filter(free, next_at__lte=at, is_paused=False)

    def claim(self, name: str, holder: str, *, at: datetime, lease: timedelta) -> bool:
        """Take a due job, in one statement: of two workers who ask, one gets it."""
        taken = self.due(at).filter(name=name).update(holder=holder, held_until_at=at + lease)
        return taken == 1

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
