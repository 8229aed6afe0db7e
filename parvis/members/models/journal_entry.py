"""A journal entry: an act done for someone by someone else, which that person can read."""

from django.db import models

from parvis.members.models.member import Member


class JournalEntry(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="journal")  # for whom
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")  # by whom
    words = models.CharField(max_length=300)  # what was done, as the person would read it
    channel = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "at"])]

    def __str__(self) -> str:
        return self.words
