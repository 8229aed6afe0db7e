"""Places where people meet, and their rooms."""

from django.db import models


class Place(models.Model):
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=250, blank=True)
    access = models.TextField(max_length=1000, blank=True)  # bus, steps, hearing loop, parking: in words
    capacity = models.PositiveIntegerField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    opens = models.CharField(max_length=160, blank=True)  # who opens, in words, when nobody holds the role
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=120)
    access = models.TextField(max_length=1000, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="one_room_name_per_place")]

    def __str__(self) -> str:
        return self.name
