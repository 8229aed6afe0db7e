"""What a sentence and a photo share: someone of the story brought them, and may take them back."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from parvis.members.models import Member
from parvis.wiki.models.story import Story


class ContributionQuerySet(models.QuerySet[Any]):
    def withdrawable_by(self, member: Member) -> Self:
        """Their own, and those in the stories they keep."""
        return self.filter(Q(author=member) | Q(story__in=Story.objects.kept_by(member)))


class Contribution(models.Model):
    """One person's part of a story."""

    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True

    @property
    def voice(self) -> str:
        """Under which of their names the person told this; empty: unnamed."""
        return ""
