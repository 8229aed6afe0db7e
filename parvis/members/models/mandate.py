"""A mandate: somebody lets a correspondent act for them, for a time, for some things, in one sentence."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.members.models.member import Member


class Scope(models.TextChoices):
    """What a mandate is about."""

    REGISTRATIONS = "registrations", _("registrations and answers")
    MESSAGES = "messages", _("messages, and how one is reached")
    AID = "aid", _("mutual aid")
    DATA = "data", _("data, and leaving")


class Lasts(models.TextChoices):
    """How long: four lengths, no other."""

    DAY = "day", _("one day")
    MONTH = "month", _("one month")
    HALF_YEAR = "half_year", _("six months")
    YEAR = "year", _("one year")


def last_moment_before(ends_at: datetime) -> datetime:
    """Its day is the one people are told."""
    return ends_at - timedelta(seconds=1)


class MandateQuerySet(models.QuerySet["Mandate"]):
    def live(self, at: datetime) -> Self:
        """Those which hold at this moment."""
        return self.filter(ended_at=None, given_at__lte=at, ends_at__gt=at)

    def held_by(self, correspondent: Member) -> Self:
        """Those this person holds by name, and those given to the desk as a whole."""
        return self.filter(models.Q(holder=correspondent) | models.Q(for_the_desk=True))


class Mandate(models.Model):
    """Renewing writes another row; ending writes who and why. A sentence once heard never changes."""

    class How(models.TextChoices):
        SPOKEN = "spoken", _("spoken")
        SCREEN = "screen", _("on screen")
        PAPER = "paper", _("on paper")
        SMS = "sms", _("by text message")
        MAIL = "mail", _("by e-mail")

    class Why(models.TextChoices):
        WORD = "word", _("the person took it back")
        RENEWED = "renewed", _("another one took its place")
        HOLDER = "holder", _("its holder no longer keeps the desk")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="mandates")
    holder = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="mandates_held")
    for_the_desk = models.BooleanField(default=True)  # whoever answers there, not only the holder
    scopes = models.JSONField(default=list)  # of `Scope`
    sentence = models.TextField()  # as it was read, in the person's language
    how = models.CharField(max_length=8, choices=How.choices)
    heard_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_why = models.CharField(max_length=8, choices=Why.choices, blank=True)
    warned_at = models.DateTimeField(null=True)  # somebody was told that it ends or has ended

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("given_at")), name="mandate_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~models.Q(holder=models.F("member")), name="no_mandate_for_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} to {self.holder_id or 'the desk'} until {self.ends_at:%Y-%m-%d}"

    @property
    def last_moment(self) -> datetime:
        """The last one at which it holds."""
        return last_moment_before(self.ends_at)

    @property
    def scopes_in_words(self) -> list[str]:
        """« inscriptions et réponses », …"""
        return [str(Scope(scope).label) for scope in self.scopes if scope in Scope.values]

    def is_live(self, at: datetime) -> bool:
        """Whether it holds at this moment, its holder aside."""
        return self.ended_at is None and self.given_at <= at < self.ends_at


class MandateRequest(models.Model):
    """A correspondent asked by a written message; the person says yes by answering, or nothing happens."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="mandate_requests")
    holder = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    for_the_desk = models.BooleanField(default=True)
    scopes = models.JSONField(default=list)
    lasts = models.CharField(max_length=10, choices=Lasts.choices)
    sentence = models.TextField()
    asked_at = models.DateTimeField(db_index=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(holder=models.F("member")), name="no_mandate_request_for_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_id} asks {self.member_id}"
