"""A cursor: how far a named reader has followed the chronicle."""

from django.db import models


class Cursor(models.Model):
    name = models.CharField(max_length=80, unique=True)
    position = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"
