"""A plan: a letter, a meeting, a story is published at its hour; or somebody is told why it was not."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.members.models import Member


class PlanQuerySet(models.QuerySet["Plan"]):
    def live(self) -> Self:
        """Those that wait: for their hour, or for somebody."""
        return self.filter(state__in=Plan.LIVE)

    def due(self, now: datetime) -> Self:
        """Those whose hour has come, the oldest first."""
        return self.filter(state=Plan.State.WAITING, due_at__lte=now).order_by("due_at", "pk")


class Plan(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("planned")
        ASKING = "asking", _("somebody must say")  # its moment has passed, or what it tells is no longer so
        FAILED = "failed", _("failed")
        DONE = "done", _("published")
        CANCELLED = "cancelled", _("called off")

    LIVE = (State.WAITING, State.ASKING, State.FAILED)

    kind = models.CharField(max_length=20)  # a name of `newsletters.publishable`
    subject_id = models.PositiveIntegerField()
    title = models.CharField(max_length=160)  # as it was called when it was planned
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True)  # why it failed, or what is asked
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=models.Q(state__in=["waiting", "asking", "failed"]),
                name="one_live_plan_per_thing",
            )
        ]
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self) -> str:
        return f"{self.title}: {self.state}"
