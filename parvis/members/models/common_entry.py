"""A common entry: an act of power over the place as a whole, which every member can read.

Its words name nobody: who did it and whom it is about stand beside, so that erasing a person erases both.
"""

from django.db import models

from parvis.members.models.member import Member
from parvis.members.models.role import Role


class CommonEntry(models.Model):
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=14, choices=Role.Kind.choices, blank=True)
    person = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.CharField(max_length=300)
    touches_everyone = models.BooleanField(default=False)  # what each one confided left, or came back
    channel = models.CharField(max_length=20)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "common entries"

    def __str__(self) -> str:
        return self.words
