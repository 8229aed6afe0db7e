"""One person's words in a story, kept as they were said."""

from django.db import models

from parvis.wiki.models.contribution import Contribution, ContributionQuerySet
from parvis.wiki.models.story import Story


class Sentence(Contribution):
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="sentences")
    signed = models.CharField(max_length=120, blank=True)  # name or pen name as shown; empty: unsigned
    words = models.TextField(max_length=2000)
    said_at = models.DateTimeField()

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def voice(self) -> str:
        """« jeanne » for « Jeanne » and « Jeanne Martin »; a pen name is another voice."""
        return self.signed.split(" ", 1)[0].casefold()
