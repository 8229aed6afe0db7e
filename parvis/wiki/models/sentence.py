"""One person's words in a story, kept as they were said."""

from django.db import models

from parvis.members.models import Member
from parvis.wiki.models.story import Story


class Sentence(models.Model):
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="sentences")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    signed = models.CharField(max_length=120, blank=True)  # name or pen name as shown; empty: unsigned
    words = models.TextField(max_length=2000)
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.words[:60]
