"""An introduction: somebody who animates thinks that two people should meet; both say yes, or nothing."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models

from parvis.conversations.models.thread import Thread
from parvis.members.models import Member

LASTS = timedelta(days=14)


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def asked(self, now: datetime) -> Self:
        """Those two people may still answer."""
        return self.filter(thread=None, ends_at__gt=now)


class Introduction(models.Model):
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="introductions_made")
    why = models.CharField(max_length=300)  # read by both
    thread = models.OneToOneField(
        Thread, null=True, on_delete=models.SET_NULL, related_name="introduction"
    )  # once both said yes
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    once_key = models.CharField(max_length=64, null=True, unique=True)  # a form sent twice asks once

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["ends_at"])]

    def __str__(self) -> str:
        return f"an introduction of {self.asked_at:%d/%m}"


class Introduced(models.Model):
    """One of the two, and what they answered: read by nobody, and forgotten with the introduction."""

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="people")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="introduced")
    says_yes = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)
    gives_address = models.BooleanField(default=False)  # to the other, in the thread

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["introduction", "member"], name="introduced_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.member}, introduced"
