"""The day of the week on which letters are printed and posted, as somebody chose it; the last one counts."""

from django.db import models

from parvis.members.models import Member


class PostingDay(models.Model):
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    chosen_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"weekday {self.weekday}"
