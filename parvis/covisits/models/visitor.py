"""Somebody who visits with others: a first name, and the member they are when they signed in."""

from typing import Self

from django.db import models
from django.db.models import Q

from parvis.covisits.models.covisit import CoVisit
from parvis.members.models import Member

MOST = 8
MOST_DEVICES = 8


class VisitorQuerySet(models.QuerySet["Visitor"]):
    def here(self) -> Self:
        """Those who have not left, the first to come first."""
        return self.filter(left_at=None).order_by("pk")


class Visitor(models.Model):
    co_visit = models.ForeignKey(CoVisit, on_delete=models.CASCADE, related_name="visitors")
    number = models.PositiveSmallIntegerField()  # 1 to 8: there is no ninth
    first_name = models.CharField(max_length=40, blank=True)
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    devices = models.JSONField(default=list)  # of the passes they hold, one a browser

    device = ""  # of this browser, while its pass is read or written
    company: "list[Visitor] | None" = None  # who is here, once asked

    objects = VisitorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["co_visit", "number"],
                condition=Q(left_at__isnull=True),
                name="one_visitor_per_number_of_a_visit",
            ),
            models.UniqueConstraint(
                fields=["co_visit", "member"],
                condition=Q(left_at__isnull=True, member__isnull=False),
                name="one_visitor_per_member_of_a_visit",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST), name="eight_visitors_of_a_visit_at_most"
            ),
        ]

    def __str__(self) -> str:
        return self.first_name

    def come_by(self, device: str) -> None:
        """They hold a pass in this browser too; the oldest one of too many opens nothing any more."""
        self.device, self.devices = device, [*self.devices, device][-MOST_DEVICES:]

    def holds(self, device: str) -> bool:
        """Whether a pass of this browser still opens their place."""
        return device in self.devices if self.devices else not device
