"""A dispatch: words for one address, written with the act, carried once."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.courier.models.edition import Edition


class Channel(models.TextChoices):
    MAIL = "mail", _("e-mail")
    SMS = "sms", _("text message")
    TELEPHONE = "telephone", _("telephone call")
    LETTER = "letter", _("letter")
    SCREEN = "screen", _("on screen")


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    def waiting(self, *channels: str) -> Self:
        """Not sent, not failed, not dropped; on these channels."""
        return self.filter(state=Dispatch.State.WAITING, channel__in=channels)

    def due(self, now: datetime) -> Self:
        """Those whose hour has come, the oldest first."""
        return self.filter(not_before_at__lte=now).order_by("not_before_at", "pk")

    def unclaimed(self, now: datetime) -> Self:
        """Those nobody is carrying at this moment, by themselves or inside another one."""
        free = models.Q(claimed_until_at=None) | models.Q(claimed_until_at__lte=now)
        return self.filter(free, goes_with=None)

    def taken_by(self, person: int, now: datetime) -> Self:
        """The calls this person said they are making, while their word holds."""
        return self.filter(claimed_by=person, claimed_until_at__gt=now)

    def about(self, subject: models.Model) -> Self:
        """Those written about this meeting, this story…"""
        return self.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)


class Dispatch(models.Model):
    """The outbox row. `person` and `subject_*` are opaque: the courier knows addresses, not people."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")  # for a call: the person was told
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("no longer wanted")
        HELD = "held", _("held back")  # until a person decides: see holding_back.py
        LEAVING = "leaving", _("leaving")  # a text message: written down before the gateway hears of it
        DOUBT = "doubt", _("perhaps received")  # a text message nobody knows the end of: a person decides

    # Carried inside that one: for several people at one address, or one of several titles.
    goes_with = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="companions")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    purpose = models.CharField(max_length=60)
    address = models.CharField(max_length=320)
    name = models.CharField(max_length=200, blank=True)  # who to ask for
    person = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    body = models.TextField()  # complete plain text; empty when the words are an edition's
    edition = models.ForeignKey(Edition, null=True, on_delete=models.SET_NULL, related_name="copies")
    link = models.CharField(max_length=500, blank=True)  # the one button
    link_words = models.CharField(max_length=80, blank=True)
    reply_to = models.CharField(max_length=320, blank=True)
    signed_by = models.CharField(max_length=120, blank=True)  # who wrote these words; empty: the machine
    calendar = models.TextField(blank=True)  # one part for calendar programs, METHOD said inside (iTIP)
    once_key = models.CharField(max_length=120, null=True, unique=True)  # same key, same dispatch
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    written_at = models.DateTimeField()
    not_before_at = models.DateTimeField()
    needed_by_at = models.DateTimeField(null=True)  # the hour by which the person must know it
    call_again_at = models.DateTimeField(null=True)  # the hour somebody promised to call
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until_at = models.DateTimeField(null=True)
    claimed_by = models.BigIntegerField(null=True)  # of a call: the person who is making it
    put_off_at = models.DateTimeField(null=True)  # enough was said that week: it goes with the next words
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)  # the person who made the call
    remark = models.CharField(max_length=300, blank=True)  # the reason of a failure, or what was said

    objects = DispatchQuerySet.as_manager()
    known_companions: "list[Dispatch] | None" = None  # while it leaves: those that go with it, asked for once

    class Meta:
        indexes = [
            models.Index(fields=["state", "channel", "not_before_at"]),
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["person"]),
            models.Index(fields=["address", "written_at"]),
            models.Index(fields=["claimed_by", "claimed_until_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} by {self.channel}"
