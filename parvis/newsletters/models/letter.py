"""A letter: begun, read again, then left for good at its hour."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.members.models import Member


class LetterQuerySet(models.QuerySet["Letter"]):
    def drafts(self) -> Self:
        """Those that have not left, the one touched last first."""
        return self.filter(left_at=None).order_by("-changed_at", "-pk")

    def left(self) -> Self:
        """Those that left, the latest first."""
        return self.filter(left_at__isnull=False).order_by("-left_at", "-pk")

    def on_their_way(self) -> Self:
        """Left, and not everybody's row is written yet."""
        return self.filter(left_at__isnull=False, written_at=None, stopped_at=None).order_by("left_at", "pk")

    def readable_by(self, member: Any) -> Self:
        """Those that have a page this person may read; None or an anonymous user is the public."""
        if member is None or not member.is_authenticated:
            return self.left().filter(shown_to=Letter.ShownTo.ALL)
        return self.left().exclude(shown_to=Letter.ShownTo.NOBODY)


class Letter(models.Model):
    class ShownTo(models.TextChoices):
        """Who reads it on the site, beside those it is sent to."""

        ALL = "all", _("anyone")
        MEMBERS = "members", _("the members")
        NOBODY = "nobody", _("nobody: it is sent, and that is all")

    title = models.CharField(max_length=120)
    shown_to = models.CharField(max_length=8, choices=ShownTo.choices, default=ShownTo.MEMBERS)
    audience = models.JSONField(default=list)  # `newsletters.audience`: empty is everybody
    version = models.PositiveIntegerField(default=0)  # of its title and audience
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    readers = models.PositiveIntegerField(default=0)  # when it left
    reached = models.PositiveIntegerField(default=0)  # up to which person rows are written, while it leaves
    written_at = models.DateTimeField(null=True)  # everybody's row is written
    stopped_at = models.DateTimeField(null=True)  # called back: what has not left does not leave
    stopped_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    once_key = models.CharField(max_length=64, null=True, unique=True)  # a form sent twice begins once

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["left_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def has_left(self) -> bool:
        return self.left_at is not None

    @property
    def is_stopped(self) -> bool:
        return self.stopped_at is not None

    def is_leaving(self, now: datetime) -> bool:
        """Whether rows are still being written."""
        return self.has_left and self.written_at is None and not self.is_stopped
