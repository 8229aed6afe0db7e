"""A journal entry: an act done for someone, or a look at what is theirs, which that person can read."""

from django.db import models

from parvis.members.models.member import Member
from parvis.members.models.role import Role


class JournalEntry(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="journal")  # for whom
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")  # by whom
    role = models.CharField(max_length=14, choices=Role.Kind.choices, blank=True)  # by virtue of which duty
    words = models.CharField(max_length=300)  # what was done, as the person would read it
    reason = models.CharField(max_length=300, blank=True)  # in words, or one of `members.opening.Reason`
    subject = models.CharField(max_length=60, blank=True)  # "meetings.meeting:12", "members.details"
    channel = models.CharField(max_length=20)  # "telephone", "screen", "terminal"
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "at"])]

    def __str__(self) -> str:
        return self.words

    @property
    def reason_in_words(self) -> str:
        """The reason somebody wrote; empty when the words of the entry say it already."""
        return self.reason if " " in self.reason else ""
