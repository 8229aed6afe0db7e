"""What a member asked to hear more about: it adds to what they receive, and never takes away."""

from django.db import models

from parvis.community.models import Interest
from parvis.members.models.member import Member


class ChosenInterest(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="chosen_interests")
    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "interest"], name="one_choice_per_member_and_interest")
        ]
        indexes = [models.Index(fields=["interest", "member"])]

    def __str__(self) -> str:
        return f"{self.member}: {self.interest}"
