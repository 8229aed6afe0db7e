"""The community: one row per installation, its identity on every page, message and sheet."""

import uuid

from django.db import models


class Community(models.Model):
    # Of this place for ever, whatever its address: what it gives to calendars is known again by it.
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    welcome = models.CharField(max_length=160, blank=True)  # one line under the name
    story = models.TextField(max_length=20_000, blank=True)  # Markdown
    values = models.TextField(max_length=20_000, blank=True)  # Markdown
    charter = models.TextField(max_length=20_000, blank=True)  # Markdown
    charter_review_on = models.DateField(null=True, blank=True)
    logo = models.ImageField(upload_to="community/", blank=True)
    colour = models.CharField(max_length=7, default="#1d6b57")  # as chosen: #rrggbb
    tokens = models.JSONField(default=dict)  # made readable at saving: {"light": {...}, "dark": {...}}
    telephone = models.CharField(max_length=32, blank=True)  # a line anyone may call
    is_open = models.BooleanField(default=True)  # public home, or members only
    time_zone = models.CharField(max_length=50, default="Europe/Paris")
    vacancy_alarms = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_community_per_installation")
        ]

    def __str__(self) -> str:
        return self.name
