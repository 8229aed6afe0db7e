"""A regular appointment: a recurrence rule and what its meetings have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle, Place, Room
from parvis.members.models import Member


class Mode(models.TextChoices):
    IN_PERSON = "in_person", _("in the same room")
    HYBRID = "hybrid", _("in the room and at a distance")
    REMOTE = "remote", _("at a distance")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("everyone")
    MEMBERS = "members", _("members")
    CIRCLE = "circle", _("the circle")


class KeptUntil(models.TextChoices):
    """Until when seats stay kept for those who call."""

    TWO_DAYS = "two_days", _("two days before, 6 pm")
    EVE = "eve", _("the day before, 6 pm")
    MORNING = "morning", _("the same morning, 9 am")
    BEGINNING = "beginning", _("it begins")


class SeriesQuerySet(models.QuerySet["Series"]):
    def live(self) -> "SeriesQuerySet":
        """Series nobody ended."""
        return self.filter(ended_at__isnull=True)

    def locked(self, pk: int) -> "Series":
        """The series, its row locked until the transaction ends. DoesNotExist."""
        return self.select_for_update().get(pk=pk)


class Series(models.Model):
    """What it has in common with `Meeting` bears the same names, so that it can be copied."""

    title = models.CharField(max_length=120)
    about = models.TextField(max_length=4000, blank=True)
    rule = models.CharField(max_length=300)  # RFC 5545 RRULE, without DTSTART
    first_on = models.DateField()
    begins_at_hour = models.TimeField()  # local, in the community's time zone: 18 h stays 18 h across DST
    minutes = models.PositiveIntegerField()
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    where = models.CharField(max_length=200, blank=True)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    link = models.URLField(blank=True)
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.PUBLIC)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    host = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    bring = models.CharField(max_length=200, blank=True)
    publics = models.CharField(max_length=60, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    telephone_seats = models.PositiveIntegerField(default=0)
    kept_until = models.CharField(max_length=10, choices=KeptUntil.choices, default=KeptUntil.EVE)
    has_waiting_list = models.BooleanField(default=True)
    questions = models.JSONField(default=list)  # [[words, is_required], …], asked for each meeting
    # Days on which it is otherwise: {"2026-12-24": ""} not at all, {"2026-12-31": "20:00"} at another hour.
    other_days = models.JSONField(default=dict, blank=True)
    materialised_until_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title
