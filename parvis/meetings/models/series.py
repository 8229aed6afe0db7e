"""A regular appointment: a recurrence rule and what its meetings have in common."""

from django.db import models

from parvis.community.models import Circle, Place, Room
from parvis.members.models import Member


class Series(models.Model):
    title = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    rule = models.CharField(max_length=300)  # RFC 5545 RRULE, without DTSTART
    first_on = models.DateField()
    begins_at_hour = models.TimeField()  # local, in the community's time zone: 18 h stays 18 h across DST
    minutes = models.PositiveIntegerField()
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    host = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.PositiveIntegerField(null=True, blank=True)
    materialised_until_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title
