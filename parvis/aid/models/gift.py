"""A gift: somebody helped somebody. Each reads their own; the community reads kinds and hours, no name."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from parvis.aid.models.exchange import Exchange
from parvis.aid.models.notice import Notice
from parvis.community.models import Place
from parvis.members.models import Member

MOST_MINUTES = 24 * 60


class GiftQuerySet(models.QuerySet["Gift"]):
    def of(self, member: Member) -> Self:
        """Those this person gave or received."""
        return self.filter(Q(giver=member) | Q(receiver=member))

    def given_in_return(self) -> Self:
        """Those of somebody who had been helped before."""
        before = Gift._base_manager.filter(receiver=OuterRef("giver"), given_at__lt=OuterRef("given_at"))
        return self.filter(Exists(before))

    def latest_first(self) -> Self:
        return self.order_by("-given_at", "-pk")


class Gift(models.Model):
    """giver, receiver: nobody once they are erased: what is left names no one."""

    giver = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="gifts_given")
    receiver = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="gifts_received")
    exchange = models.ForeignKey(Exchange, null=True, on_delete=models.SET_NULL, related_name="gifts")
    direction = models.CharField(max_length=5, choices=Notice.Direction.choices)
    category = models.CharField(max_length=20, blank=True)  # a slug of aid.categories
    words = models.CharField(max_length=200, blank=True)  # of the notice, for the two alone
    minutes = models.PositiveIntegerField(null=True)  # asked once, optional
    place = models.ForeignKey(Place, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()

    objects = GiftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__lte=MOST_MINUTES), name="gift_of_a_day_at_most"
            ),
            models.UniqueConstraint(fields=["exchange", "given_at"], name="one_gift_each_time"),
        ]
        indexes = [models.Index(fields=["given_at"])]

    def __str__(self) -> str:
        return f"a gift of {self.given_at:%d/%m}"


class _InReturn(models.Manager["Gift"]):
    """Gifts of this kind, with all the questions of gifts."""

    def get_queryset(self) -> GiftQuerySet:
        return GiftQuerySet(self.model, using=self._db).given_in_return()


class CounterGift(Gift):
    """A gift of somebody who had been helped before."""

    objects: ClassVar[Any] = _InReturn()

    class Meta:
        proxy = True
