"""A photo in a story: checked by content, without its camera's data, described, consented to."""

from pathlib import PurePosixPath
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from parvis.wiki.models.contribution import Contribution, ContributionQuerySet
from parvis.wiki.models.story import Story


class PhotoQuerySet(ContributionQuerySet):
    def visible_to(self, member: Any, stories: models.QuerySet[Story]) -> Self:
        """Photos of these stories; one that is not ready shows to its author and to the keeper only."""
        ready = ~Q(description="") & Q(people_agreed=True)
        seen = self.filter(story__in=stories)
        if member is None or not member.is_authenticated:
            return seen.filter(ready)
        return seen.filter(ready | Q(author=member) | Q(story__in=Story.objects.kept_by(member)))


class Photo(Contribution):
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="photos")
    image = models.ImageField(upload_to="stories/%Y/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    description = models.CharField(max_length=300, blank=True)  # « Que voit-on ? »
    people_agreed = models.BooleanField(default=False)  # the people in it said yes
    added_at = models.DateTimeField()

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.description or f"photo {self.pk}"

    @property
    def is_ready(self) -> bool:
        """May it be shown: somebody described it, and the people in it agreed."""
        return bool(self.description) and self.people_agreed

    @property
    def file_name(self) -> str:
        """The name in its address; another image has another name, so browsers may keep this one."""
        return PurePosixPath(str(self.image.name)).name

    def get_absolute_url(self) -> str:
        return reverse("wiki:photo", args=[self.pk, self.file_name])
