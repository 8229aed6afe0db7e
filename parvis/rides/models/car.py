"""A car: seats somebody who comes offers to the others."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from parvis.meetings.models import Meeting
from parvis.members.models import Member

MOST_SEATS = 8


class CarQuerySet(models.QuerySet["Car"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)

    def with_seats(self) -> Self:
        """One more person finds a seat."""
        return self.live().filter(taken__lt=F("seats"))


class Car(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="cars")
    driver = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="cars")
    place_words = models.CharField(max_length=120)  # where it leaves from, as the driver says it
    leaves_at = models.DateTimeField()
    meets_at = models.DateTimeField()  # when the meeting was to begin when this was said
    version = models.PositiveIntegerField(default=0)  # of the meeting then: it may move
    aboard = models.PositiveSmallIntegerField(default=1)  # the driver, and those who come with them
    seats = models.PositiveSmallIntegerField()  # for others, beside those aboard
    # Kept by the acts under the meeting's lock: asked and agreed; the constraint refuses to oversell.
    taken = models.PositiveSmallIntegerField(default=0)
    offered_at = models.DateTimeField()
    channel = models.CharField(max_length=12, default="web")  # web, mail, text, telephone
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = CarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="car_never_oversold"),
            models.UniqueConstraint(
                fields=["meeting", "driver"],
                condition=Q(ended_at=None),
                name="one_live_car_per_driver_and_meeting",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "ended_at"])]

    def __str__(self) -> str:
        return f"{self.driver} → {self.meeting}"

    @property
    def free(self) -> int:
        return self.seats - self.taken
