"""A group purchase looked at twice: what a rule held back, and what a person decided."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from parvis.aid.models.purchase import GroupPurchase
from parvis.aid.models.review import Doubt, Review
from parvis.members.models import Member


class HeldPurchaseQuerySet(models.QuerySet["HeldPurchase"]):
    def to_be_read(self) -> Self:
        """Not set aside, of what takes place; or called off with a doubtful why."""
        return self.filter(Q(purchase__cancelled_at=None) | Q(is_of_why=True), aside_at=None)

    def waiting(self, now: datetime) -> Self:
        """Those somebody has still to look at, before the day it was to be fetched is over."""
        return self.to_be_read().filter(purchase__fetched_until_at__gt=now)


class HeldPurchase(models.Model):
    """A purchase others do not read: somebody looks first, by that hour; set aside, nobody does."""

    purchase = models.OneToOneField(GroupPurchase, on_delete=models.CASCADE, related_name="held")
    doubts = models.JSONField(default=list)  # of `Doubt`
    held_at = models.DateTimeField()
    look_by_at = models.DateTimeField()
    late_at = models.DateTimeField(null=True)  # nobody had looked by then: others were told
    aside_at = models.DateTimeField(null=True)  # a person set it aside
    before = models.JSONField(default=dict)  # as those who take some know it; empty: they know nothing
    is_of_why = models.BooleanField(default=False)  # it is called off, and a rule doubts why
    told_off = models.BooleanField(default=False)  # they were told that it does not take place

    objects = HeldPurchaseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["late_at", "look_by_at"])]

    def __str__(self) -> str:
        return f"{self.purchase_id} waits for a reader"

    def in_words(self) -> list[str]:
        return [str(Doubt(one).label) for one in self.doubts if one in Doubt.values]


class PurchaseReview(models.Model):
    """A person looked: it stands, or it is set aside with a reason and somebody to turn to."""

    purchase = models.ForeignKey(GroupPurchase, on_delete=models.CASCADE, related_name="reviews")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    verdict = models.CharField(max_length=9, choices=Review.Verdict.choices)
    reason = models.CharField(max_length=300, blank=True)
    turn_to = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.CharField(max_length=1010)  # what was read: other words are looked at anew
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(verdict="set_aside") | ~models.Q(reason=""),
                name="a_purchase_is_set_aside_for_a_reason",
            )
        ]
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.purchase_id}: {self.verdict}"
