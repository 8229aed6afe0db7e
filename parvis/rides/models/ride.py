"""A ride: one who drives and one who looks for a car, asked both, agreed once both said yes."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from parvis.members.models import Member


class RideQuerySet(models.QuerySet["Ride"]):
    def live(self) -> Self:
        """Asked or agreed."""
        return self.filter(ended_at=None)

    def agreed(self) -> Self:
        return self.live().filter(agreed_at__isnull=False)

    def asked(self) -> Self:
        """One of the two has not said yes."""
        return self.live().filter(agreed_at=None)

    def for_page(self) -> Self:
        """With what is told of it."""
        return self.select_related("car__driver", "car__meeting", "wish__member")


class Ride(models.Model):
    class End(models.TextChoices):
        DECLINED = "declined"  # one of them said no; no reason is asked
        UNANSWERED = "unanswered"
        CAR_GONE = "car"  # the driver does not come, or does not drive
        RIDER_GONE = "rider"
        MEETING_OFF = "off"
        OVER = "over"

    class Side(models.TextChoices):
        DRIVER = "driver"
        RIDER = "rider"

    car = models.ForeignKey("rides.Car", on_delete=models.CASCADE, related_name="rides")
    wish = models.ForeignKey("rides.RideWish", on_delete=models.CASCADE, related_name="rides")
    people = models.PositiveSmallIntegerField(default=1)  # seats it takes
    asked_at = models.DateTimeField()
    round = models.PositiveSmallIntegerField(default=0)  # raised when both are asked again
    answer_until_at = models.DateTimeField()
    driver_yes_at = models.DateTimeField(null=True)
    rider_yes_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True)
    no_of = models.CharField(
        max_length=6, choices=Side.choices, blank=True
    )  # who declined; told to nobody else

    objects = RideQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wish"], condition=Q(ended_at=None), name="one_live_ride_per_wish"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(driver_yes_at__isnull=False, rider_yes_at__isnull=False),
                name="ride_agreed_by_both",
            ),
        ]
        indexes = [models.Index(fields=["ended_at", "agreed_at", "answer_until_at"])]

    def __str__(self) -> str:
        return f"{self.car} + {self.wish_id}"

    @property
    def is_agreed(self) -> bool:
        return self.agreed_at is not None and self.ended_at is None

    def is_driver(self, member_id: int) -> bool:
        return self.car.driver_id == member_id

    def side_of(self, member_id: int) -> str:
        return self.Side.DRIVER if self.is_driver(member_id) else self.Side.RIDER

    def other_of(self, member_id: int) -> Member:
        return self.wish.member if self.is_driver(member_id) else self.car.driver

    def yes_of(self, member_id: int) -> datetime | None:
        """When this one of the two said yes."""
        return self.driver_yes_at if self.is_driver(member_id) else self.rider_yes_at

    def is_waiting_for(self, member_id: int) -> bool:
        return self.ended_at is None and self.agreed_at is None and self.yes_of(member_id) is None
