"""A removal: someone’s membership was ended, when and why; a `Leaving` says when they are erased."""

from django.db import models

from parvis.members.models.member import Member


class Removal(models.Model):
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="removal")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500)  # told to the person, in these words
    turn_to = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.member} removed {self.at:%Y-%m-%d}"
