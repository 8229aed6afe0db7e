"""Somebody who comes looks for a seat in a car."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from parvis.meetings.models import Meeting
from parvis.members.models import Member
from parvis.rides.models.ride import Ride


class RideWishQuerySet(models.QuerySet["RideWish"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)

    def looking(self) -> Self:
        """Asked for, and no car found yet; the first to ask first."""
        rides = Ride.objects.live().filter(wish=OuterRef("pk"))
        return self.live().filter(~Exists(rides)).order_by("pk")


class RideWish(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="ride_wishes")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="ride_wishes")
    people = models.PositiveSmallIntegerField(default=1)  # the person, and those who come with them
    place_words = models.CharField(max_length=120, blank=True)  # where they could be taken along
    asked_at = models.DateTimeField()
    channel = models.CharField(max_length=12, default="web")
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = RideWishQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="ride_wish_of_one_or_more"),
            models.UniqueConstraint(
                fields=["meeting", "member"],
                condition=Q(ended_at=None),
                name="one_live_ride_wish_per_person_and_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} → {self.meeting}"
