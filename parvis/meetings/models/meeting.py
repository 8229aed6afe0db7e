"""A meeting: people, a place, an hour."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle, Place, Room
from parvis.meetings.models.series import Series
from parvis.members.models import Member


class Meeting(models.Model):
    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in the same room")
        HYBRID = "hybrid", _("in the room and at a distance")
        REMOTE = "remote", _("at a distance")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("everyone")
        MEMBERS = "members", _("members")
        CIRCLE = "circle", _("the circle")

    title = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    where = models.CharField(max_length=200, blank=True)  # in words, when no known place
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    link = models.URLField(blank=True)  # shown to registered people only
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.PUBLIC)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    host = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    bring = models.CharField(max_length=200, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)  # None: no limit
    telephone_seats = models.PositiveIntegerField(default=0)  # of capacity, kept for people who call
    # Counters kept by the acts under a row lock; the constraints below make overselling impossible.
    seats_taken = models.PositiveIntegerField(default=0)  # seated and offered, companions included
    telephone_taken = models.PositiveIntegerField(default=0)  # of telephone_seats
    has_waiting_list = models.BooleanField(default=True)
    promotion_stops_at = models.DateTimeField()  # after this a named person decides
    is_improvised = models.BooleanField(default=False)
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )
    series_slot_at = models.DateTimeField(null=True)  # the hour the rule gave, whatever was changed since
    is_exception = models.BooleanField(default=False)  # changed by hand: the rule no longer moves it
    version = models.PositiveIntegerField(default=0)  # raised on every change people must know
    proposed_at = models.DateTimeField()
    once_key = models.CharField(max_length=64, null=True, unique=True)  # a form sent twice proposes once

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="meeting_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(seats_taken__lte=F("capacity")),
                name="meeting_never_oversold",
            ),
            models.CheckConstraint(
                condition=Q(telephone_taken__lte=F("telephone_seats")), name="meeting_telephone_seats_hold"
            ),
            models.UniqueConstraint(fields=["series", "series_slot_at"], name="one_meeting_per_series_slot"),
        ]
        indexes = [models.Index(fields=["begins_at"]), models.Index(fields=["ends_at"])]

    def __str__(self) -> str:
        return self.title
