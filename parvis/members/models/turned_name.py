"""A name turned round: it begins with each of its words in turn, so that any of them finds the person."""

from django.db import models

from parvis.members.models.member import Member


class TurnedName(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="turned_names")
    turned = models.CharField(max_length=160)  # « martin jeanne », beside « jeanne martin »

    class Meta:
        indexes = [
            models.Index(
                fields=["turned", "member"],
                name="members_turned_names",
                opclasses=["varchar_pattern_ops", "int8_ops"],
            )
        ]

    def __str__(self) -> str:
        return self.turned
