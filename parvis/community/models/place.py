"""Places where people meet, and their rooms."""

from datetime import datetime
from typing import Any

from django.db import models

from parvis.community import hours
from parvis.community.models.access import Access
from parvis.community.reading_hours import read_week

MOST_MINUTES = 12 * 60  # to set up, or to clean up


class Place(Access):
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=250, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    opens = models.CharField(max_length=160, blank=True)  # who opens, in words, when nobody holds the role
    key_telephone = models.CharField(max_length=32, blank=True)  # of whoever holds the key, for the same case
    opening_hours = models.CharField(
        max_length=500, blank=True
    )  # as OpenStreetMap writes them; empty: not said
    setup_minutes = models.PositiveSmallIntegerField(
        default=0
    )  # before each meeting, the room is taken already
    cleanup_minutes = models.PositiveSmallIntegerField(default=0)  # after it, it is still
    is_on_request = models.BooleanField(default=False)  # who holds the key says yes to each meeting
    is_shared = models.BooleanField(
        default=False
    )  # several at once: a park, a big hall; its rooms stay for one
    is_listed = models.BooleanField(default=True)  # its page is for all; else for those who meet there
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(setup_minutes__lte=MOST_MINUTES, cleanup_minutes__lte=MOST_MINUTES),
                name="a_place_is_made_ready_within_half_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def week(self) -> hours.Week | None:
        """Its opening hours; None when nobody said them, or what is kept cannot be read."""
        try:
            return read_week(self.opening_hours) if self.opening_hours else None
        except ValueError:
            return None

    def is_within_hours(self, begins_at: datetime, ends_at: datetime, zone: Any) -> bool:
        """Whether it is open all that time by its weekly hours; a place that says none is open."""
        week = self.week
        return week is None or hours.is_covered(week, begins_at, ends_at, zone)


class Room(Access):
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=120)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    # None: as long as its place takes.
    setup_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    cleanup_minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="one_room_name_per_place"),
            models.CheckConstraint(
                condition=models.Q(setup_minutes__isnull=True) | models.Q(setup_minutes__lte=MOST_MINUTES),
                name="a_room_is_set_up_within_half_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(cleanup_minutes__isnull=True)
                | models.Q(cleanup_minutes__lte=MOST_MINUTES),
                name="a_room_is_cleaned_up_within_half_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name
