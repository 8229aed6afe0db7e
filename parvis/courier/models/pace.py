"""How fast mail goes to one domain, counted by all workers together; the domain itself is not kept."""

from django.db import models


class DomainPace(models.Model):
    digest = models.CharField(max_length=64, unique=True)
    since_at = models.DateTimeField()
    sent = models.PositiveIntegerField(default=0)  # in the minute `since_at`
    until_at = models.DateTimeField(null=True)
    planned = models.PositiveIntegerField(default=0)  # put off to the minute `until_at`
    halvings = models.PositiveSmallIntegerField(default=0)  # how much slower than the setting
    rests_until_at = models.DateTimeField(null=True)  # its servers asked to be left alone

    def __str__(self) -> str:
        return f"{self.sent} since {self.since_at:%H:%M}"
