"""A calendar to follow that is one person's own: whoever knows its address reads it, without a password."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle
from parvis.members.models import Member


class SecretFeedQuerySet(models.QuerySet["SecretFeed"]):
    def of(self, member: Member) -> Self:
        """The feeds of this person, in the order they were made, with their circle."""
        return self.filter(member=member).select_related("circle").order_by("pk")

    def opened_by(self, digest: str, now: datetime) -> "SecretFeed":
        """The feed of this address while its person may be here: asked at each reading. DoesNotExist."""
        here = Member.objects.let_in(now)
        return self.select_related("member", "circle").get(digest=digest, member__in=here)


class SecretFeed(models.Model):
    class Kind(models.TextChoices):
        MINE = "mine", _("My agenda: where I go, what I welcome")
        PROGRAMME = "programme", _("The whole programme, as I see it")
        CIRCLE = "circle", _("A circle I belong to")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="secret_feeds")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MINE)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)  # of the secret in its address, shown once
    made_at = models.DateTimeField()

    objects = SecretFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="circle", circle__isnull=False) | ~Q(kind="circle") & Q(circle__isnull=True),
                name="a_feed_of_a_circle_names_it",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def words(self) -> str:
        """What it holds, as its owner reads it."""
        return self.circle.name if self.circle else str(self.Kind(self.kind).label)
