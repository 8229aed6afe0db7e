"""A silence: an address to which nothing more is to be written. Only its digest is kept."""

from django.db import models


class Silence(models.Model):
    digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"silence since {self.asked_at:%Y-%m-%d}"
