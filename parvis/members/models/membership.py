"""A membership: a member in a circle, asked for or live."""

from django.db import models

from parvis.community.models import Circle
from parvis.members.models.member import Member


class Membership(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="memberships")
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "circle"], name="one_membership_per_member_and_circle")
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.circle}"
