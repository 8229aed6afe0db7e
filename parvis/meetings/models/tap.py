"""A tap: one thing done in the room, with or without network. Arrivals are what all taps together say."""

from django.db import models

from parvis.meetings.models.meeting import Meeting
from parvis.meetings.models.registration import Registration
from parvis.members.models import Member


class Tap(models.Model):
    """Never changed once written: phones may send it again, in any order."""

    class Kind(models.TextChoices):
        HERE = "here"  # somebody is in the room
        UNDO = "undo"  # a tap (`about`) is taken back
        TABLE = "table"  # whoever `about` welcomed sits at a table; empty: nowhere in particular
        SAME = "same"  # two newcomers (`about` and `other`) are one person
        LEFT = "left"  # whoever `about` welcomed went before the end; they came all the same
        ROUND = "round"  # from now on people sit in round number `table`

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="taps")
    key = models.CharField(max_length=40)  # made by the phone: sent twice, it counts once
    kind = models.CharField(max_length=5, choices=Kind.choices)
    at = models.DateTimeField()  # the phone's hour, brought back into the meeting's own hours
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    registration = models.ForeignKey(Registration, null=True, on_delete=models.SET_NULL, related_name="+")
    first_name = models.CharField(max_length=80, blank=True)
    about = models.CharField(max_length=40, blank=True)
    other = models.CharField(max_length=40, blank=True)
    table = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="one_tap_per_key_and_meeting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
