"""A ring: those who draw their coffees together, the whole community or one circle; and who joined it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle, Place
from parvis.members.models import Member

SIZES = (2, 3, 4, 5)


class Rhythm(models.TextChoices):
    WEEK = "week", _("every week")
    FORTNIGHT = "fortnight", _("every two weeks")
    MONTH = "month", _("every month")


class CoffeeRing(models.Model):
    circle = models.OneToOneField(
        Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="coffee_ring"
    )  # None: everybody here
    is_on = models.BooleanField(default=False)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.FORTNIGHT)
    size = models.PositiveSmallIntegerField(default=2)
    joins_circles = models.BooleanField(default=False)  # rather people who share no circle
    opened_at = models.DateTimeField()  # switched on last: it draws from the next Monday on

    class Meta:
        constraints = [
            models.UniqueConstraint(Coalesce("circle", 0), name="one_coffee_ring_per_circle"),
            models.CheckConstraint(condition=Q(size__gte=2, size__lte=5), name="a_coffee_is_for_two_to_five"),
        ]

    def __str__(self) -> str:
        return str(self.circle or "")


class CoffeeWishQuerySet(models.QuerySet["CoffeeWish"]):
    def awake(self, on: date) -> Self:
        """Those whose pause is over, or who take none."""
        return self.filter(Q(paused_until_on=None) | Q(paused_until_on__lte=on))


class CoffeeWish(models.Model):
    """Somebody joined a ring: how often, near where."""

    ring = models.ForeignKey(CoffeeRing, on_delete=models.CASCADE, related_name="wishes")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="coffee_wishes")
    number = models.PositiveIntegerField()  # in the memory of the season, the same as long as they stay
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices)
    near = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    shows_telephone = models.BooleanField(default=False)  # to those they are drawn with
    joined_at = models.DateTimeField()
    paused_until_on = models.DateField(null=True, blank=True)  # back by itself on that day
    goes_first = models.BooleanField(default=False)  # was left alone: of the next draw whatever the rhythm

    objects = CoffeeWishQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ring", "member"], name="one_coffee_wish_per_ring_and_member"),
            models.UniqueConstraint(fields=["ring", "number"], name="one_coffee_number_per_ring"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.ring_id}"

    def is_paused(self, on: date) -> bool:
        return self.paused_until_on is not None and self.paused_until_on > on
