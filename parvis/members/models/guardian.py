"""A guardian: the parent who agrees for someone under fifteen, and how they were heard."""

from django.db import models

from parvis.members.models.mandate import Mandate
from parvis.members.models.member import Member


class Guardian(models.Model):
    """Goes when the child turns fifteen. A parent who is not a member is a name and a number, no more."""

    child = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="guardian")
    parent = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=20, blank=True)  # E.164
    sentence = models.TextField()  # what the parent hears
    asked_at = models.DateTimeField(db_index=True)
    agreed_at = models.DateTimeField(null=True)  # empty: somebody has to call them
    how = models.CharField(max_length=8, choices=Mandate.How.choices, blank=True)
    heard_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.parent or self.name} for {self.child_id}"
