"""A setback: mail for an address came back. Only the digest of the address is kept."""

from django.db import models


class Setback(models.Model):
    digest = models.CharField(max_length=64, unique=True)
    dead_at = models.DateTimeField(null=True)  # nobody lives there: nothing is tried for some time
    passing = models.PositiveSmallIntegerField(default=0)  # a full mailbox… in a row
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return "dead" if self.dead_at else f"{self.passing} passing"
