"""A message that reached us: what it led to, or what a person is to read."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.courier.models.dispatch import Channel


class ReceivedQuerySet(models.QuerySet["Received"]):
    def to_read(self) -> Self:
        """Those a person is to read, the oldest first."""
        return self.filter(state=Received.State.TO_READ).order_by("received_at", "pk")

    def for_somebody(self) -> Self:
        """Those that wait for a person, to be read or only to be looked at."""
        return self.filter(state__in=[Received.State.TO_READ, Received.State.ASIDE])

    def set_aside(self) -> Self:
        """Those perhaps forged, the oldest first."""
        return self.filter(state=Received.State.ASIDE).order_by("received_at", "pk")


class Received(models.Model):
    """`person` and `subject_id` are opaque. What was understood keeps no words: the act says it all."""

    class State(models.TextChoices):
        DONE = "done", _("understood")
        TO_READ = "to_read", _("to be read")
        READ = "read", _("read")
        LEFT = "left", _("left aside")  # a machine wrote it, or it came too late
        ASIDE = "aside", _("set aside")  # perhaps forged: nothing is done, a person looks at it

    class Why(models.TextChoices):
        UNKNOWN = "unknown", _("It answers none of our messages.")
        OTHER_SENDER = "sender", _("It comes from another address than the one we wrote to.")
        NOT_UNDERSTOOD = "words", _("Nobody but a person can understand it.")
        REFUSED = "refused", _("What it asks could not be done.")
        WRONG_NUMBER = "number", _("The number we have is not theirs.")
        FOR_WHOM = "whom", _("It does not say for whom: the question was sent back.")
        ASKED_BACK = "meant", _("It may mean several things: the question was sent back.")
        TOO_LONG = "long", _("It is too long to be read by itself.")
        FORGED = "forged", _("The mail server says that this address did not write it.")
        TOO_MANY = "many", _("Too many messages came from this address within an hour.")

    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.MAIL)
    key = models.CharField(max_length=64, unique=True)  # the same message never acts twice
    purpose = models.CharField(max_length=60, blank=True)  # of the words it answers
    subject_id = models.BigIntegerField(null=True)
    person = models.BigIntegerField(null=True)  # to whom we had written
    reader = models.BigIntegerField(null=True)  # who is asked to read it; opaque too
    sender = models.CharField(max_length=320, blank=True)
    origin = models.CharField(max_length=24, blank=True)  # of the sender's address, what does not name it
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(max_length=4000, blank=True)
    # While « pour qui ? » is asked: the message for several people, and what a calendar program answered it.
    answered = models.ForeignKey("Dispatch", null=True, on_delete=models.SET_NULL, related_name="+")
    calendar = models.JSONField(null=True)
    state = models.CharField(max_length=10, choices=State.choices)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    received_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)  # the person who read it

    objects = ReceivedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "received_at"]),
            models.Index(fields=["person"]),
            models.Index(fields=["reader", "state"]),
            models.Index(fields=["origin", "received_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.purpose or 'a message'} {self.state}"
