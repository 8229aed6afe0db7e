"""Rituals: what gives time its shape here."""

from django.db import models


class Ritual(models.Model):
    name = models.CharField(max_length=120)
    about = models.TextField(max_length=4000, blank=True)
    season = models.CharField(max_length=120, blank=True)  # "le premier mardi", "à la Saint-Jean"
    is_current = models.BooleanField(default=False)  # its line is shown on the home page

    def __str__(self) -> str:
        return self.name
