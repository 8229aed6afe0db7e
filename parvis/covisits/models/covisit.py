"""A visit: two to eight people who look at the same pages for a while, and what they settled on."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from parvis.kit.locking import hold


class CoVisitQuerySet(models.QuerySet["CoVisit"]):
    def live(self, now: datetime) -> Self:
        """Visits that go on."""
        return self.filter(ended_at=None, ends_at__gt=now)

    def silent(self, now: datetime) -> Self:
        """Visits nobody moved in for a while, and that are not closed yet."""
        return self.filter(ended_at=None, ends_at__lte=now)

    def locked(self, pk: int) -> "CoVisit":
        """The visit, its row locked until the transaction ends. DoesNotExist."""
        hold(self.model._base_manager.filter(pk=pk))
        return self.get(pk=pk)


class CoVisit(models.Model):
    code = models.CharField(max_length=4, null=True, unique=True)  # four digits, only while they open
    code_until_at = models.DateTimeField()
    code_number = models.PositiveIntegerField(default=1)  # raised by each new code: links end with theirs
    begun_at = models.DateTimeField()
    begun_path = models.CharField(max_length=200, blank=True)  # the page it began on: friends arrive there
    ends_at = models.DateTimeField()  # of silence; every act moves it
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)  # raised by every act: screens ask whether it grew

    objects = CoVisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("begun_at")), name="visit_ends_after_it_begins")
        ]
        indexes = [models.Index(fields=["ended_at", "ends_at"]), models.Index(fields=["code_until_at"])]

    def __str__(self) -> str:
        return f"visite {self.pk}"

    def is_live(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.ends_at

    def is_open(self, now: datetime) -> bool:
        """Whether somebody may still join by its digits or its square."""
        return self.is_live(now) and now < self.code_until_at
