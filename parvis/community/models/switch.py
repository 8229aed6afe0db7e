"""A switch turns an area on or off: menu, addresses, jobs and messages; data stays."""

from django.db import models


class Switch(models.Model):
    area = models.CharField(max_length=30, unique=True)
    is_on = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.area} {'on' if self.is_on else 'off'}"
