"""A round: everyone sits at a table for a time; a table of it; someone's seat; who left before the end."""

from datetime import datetime, timedelta

from django.db import models

from parvis.meetings.models import Arrival
from parvis.members.models import Member
from parvis.tables.models.composition import Composition


class Round(models.Model):
    """shown_at: when people were asked to sit that way; begins_at: when its time began to run."""

    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    shown_at = models.DateTimeField(null=True)
    begins_at = models.DateTimeField(null=True)
    unmet = models.JSONField(default=list)  # rules that did not hold: [kind, table, arrivals]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["composition", "number"], name="one_round_per_number")]

    def __str__(self) -> str:
        return f"round {self.number}"

    @property
    def ends_at(self) -> datetime | None:
        """When its time is over; None without a timer."""
        if self.begins_at is None or self.minutes is None:
            return None
        return self.begins_at + timedelta(minutes=self.minutes)


class Table(models.Model):
    """mix: how many kinds of each attribute meet here ({"age": 3}): said in words, never compared."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="tables")
    name = models.CharField(max_length=12)  # « 3 », or what somebody wrote by hand: « jardin »
    place = models.PositiveSmallIntegerField()  # from 1, in the order of the room
    mix = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "name"], name="one_table_per_name_and_round")]

    def __str__(self) -> str:
        return f"table {self.name}"


class Seat(models.Model):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="seats")
    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="seats")
    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="seats")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "arrival"], name="one_seat_per_arrival_and_round")
        ]

    def __str__(self) -> str:
        return f"{self.arrival_id} at {self.table_id}"


class Departure(models.Model):
    """Someone left before the end: their seat is empty from then on. Undone by deleting it."""

    arrival = models.OneToOneField(Arrival, on_delete=models.CASCADE, related_name="departure")
    round_number = models.PositiveSmallIntegerField(default=0)  # the one they sat in
    table = models.CharField(max_length=12, blank=True)  # where they sat in it
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.arrival_id} left"
