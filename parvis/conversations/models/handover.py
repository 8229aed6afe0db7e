"""A handover: « On se voit jeudi à 10 h à la mairie ». A date and a place, and the thread is over."""

from django.db import models

from parvis.conversations.models.thread import Thread
from parvis.members.models import Member


class Handover(models.Model):
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="handovers")
    begins_at = models.DateTimeField()
    where = models.CharField(max_length=200)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["begins_at"])]

    def __str__(self) -> str:
        return f"seen at {self.begins_at:%d/%m %H:%M}"
