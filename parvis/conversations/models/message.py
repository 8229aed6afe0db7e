"""A message: what one person said in a thread, by whatever way it came."""

from typing import Self

from django.db import models

from parvis.conversations.models.thread import Thread
from parvis.courier.models import Channel
from parvis.members.models import Member


class MessageQuerySet(models.QuerySet["Message"]):
    def in_order(self) -> Self:
        return self.order_by("said_at", "pk")

    def standing(self) -> Self:
        """Those nobody took back or down."""
        return self.filter(withdrawn_at=None)


class Message(models.Model):
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    signed = models.CharField(max_length=60, blank=True)  # of somebody who left: « une voisine »
    # Who wrote down what was said by telephone, or put a letter here; None: the author did.
    noted_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.SCREEN)
    text = models.TextField(max_length=4000)
    said_at = models.DateTimeField()
    once_key = models.CharField(max_length=120, null=True, unique=True)  # sent twice, said once
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_why = models.CharField(max_length=300, blank=True)  # of who animates; the author says none

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["thread", "said_at"]), models.Index(fields=["author", "said_at"])]

    def __str__(self) -> str:
        return f"a message by {self.channel}"
