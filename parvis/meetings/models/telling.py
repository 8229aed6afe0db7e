"""A telling ties a meeting to the story of it."""

from django.db import models

from parvis.meetings.models.meeting import Meeting
from parvis.wiki.models import Story


class Telling(models.Model):
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="telling")
    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="telling")
    asked_at = models.DateTimeField(null=True)  # when those present were asked for a sentence or a photo

    def __str__(self) -> str:
        return f"story of {self.meeting}"
