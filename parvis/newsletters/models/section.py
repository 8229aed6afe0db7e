"""A section: a part of a letter, the same for all or added for who asked for an interest."""

from typing import Self

from django.db import models

from parvis.community.models import Interest
from parvis.members.models import Member
from parvis.newsletters.models.letter import Letter

LONGEST = 6000


class SectionQuerySet(models.QuerySet["Section"]):
    def said(self) -> Self:
        """Those one reads: not taken out, not empty."""
        return self.filter(is_out=False).exclude(words="")


class Section(models.Model):
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="sections")
    source = models.CharField(max_length=40, blank=True)  # the digest it comes from; empty: own words
    interest = models.ForeignKey(Interest, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    words = models.TextField(max_length=LONGEST, blank=True)  # Markdown
    place = models.PositiveSmallIntegerField()
    is_out = models.BooleanField(default=False)  # taken out; its words stay
    keys = models.JSONField(default=list)  # of what it tells: ["meetings.meeting:12"]
    version = models.PositiveIntegerField(default=0)  # raised when somebody writes it
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ("place", "pk")
        constraints = [
            # The common part comes from each digest once; an interest has one section a letter.
            models.UniqueConstraint(
                fields=["letter", "source"],
                condition=models.Q(interest=None) & ~models.Q(source=""),
                name="one_common_section_per_letter_and_digest",
            ),
            models.UniqueConstraint(
                fields=["letter", "interest"],
                condition=models.Q(interest__isnull=False),
                name="one_section_per_letter_and_interest",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.words[:40]
