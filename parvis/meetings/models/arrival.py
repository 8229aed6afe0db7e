"""An arrival: someone is in the room."""

from django.db import models

from parvis.meetings.models.meeting import Meeting
from parvis.meetings.models.registration import Registration
from parvis.members.models import Member


class Arrival(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="arrivals")
    registration = models.ForeignKey(Registration, null=True, on_delete=models.SET_NULL, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="arrivals")
    first_name = models.CharField(max_length=80, blank=True)  # of someone nobody had registered
    people = models.PositiveSmallIntegerField(default=1)  # with companions
    at = models.DateTimeField()
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    table = models.CharField(max_length=12, blank=True)  # where somebody was placed by hand
    # « 12.kX3… »: the meeting and the tap that welcomed a newcomer
    once_key = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_arrival_per_person_and_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.member or self.first_name} at {self.meeting}"
