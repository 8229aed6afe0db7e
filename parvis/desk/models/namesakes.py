"""Namesakes: two people somebody knows to be two, though their names are nearly the same."""

from django.db import models
from django.db.models import F, Q

from parvis.members.models import Member


class Namesakes(models.Model):
    one = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="two_people_noted_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="namesakes_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one}, {self.other}"
