"""« Comment était-ce ? »: what is asked after a meeting, of whom, and what was answered.

An answer never says whose it is, unless the person signed a sentence; who was asked stands in rows of another
shape, without an hour. Answers get numbers by lot, so that their order tells nothing either.
"""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kit.locking import hold
from parvis.kit.questions.asked import Kind
from parvis.kit.questions.lots import by_lot
from parvis.meetings.models.meeting import Meeting
from parvis.members.models import Member


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def open_at(self, now: datetime) -> Self:
        """Those one may answer now."""
        return self.filter(closes_at__gt=now, closed_at=None)

    def locked(self, pk: int) -> "Feedback":
        """The row, locked until the transaction ends. DoesNotExist."""
        hold(self.model._base_manager.filter(pk=pk))
        return self.select_related("meeting").get(pk=pk)


class Feedback(models.Model):
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="feedback")
    is_off = models.BooleanField(default=False)  # whoever organises asks nothing this time
    asked_at = models.DateTimeField(null=True)  # empty: its questions may still be chosen
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0)  # how many people
    answered = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)  # of those who answered: whose answers may be read

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["closed_at", "closes_at"])]

    def __str__(self) -> str:
        return f"how {self.meeting} was"

    def is_open(self, now: datetime) -> bool:
        return self.closed_at is None and self.closes_at is not None and now < self.closes_at


class FeedbackQuestion(models.Model):
    """One of at most three: of the list (`key`), in the reader's language, or typed by who organises."""

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, blank=True)
    words = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feedback", "number"], name="one_feedback_question_per_number")
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.words or self.key


class FeedbackGuest(models.Model):
    """Somebody who was there and was asked, once."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ANSWERED = "answered", _("answered")
        DECLINED = "declined", _("would rather not")

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="guests")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feedback", "member"], name="one_feedback_guest_per_member")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} asked about {self.feedback_id}"


class FeedbackAnswer(models.Model):
    """One answer to one question. signed_by: of a sentence its author signed, nobody otherwise."""

    id = models.BigIntegerField(primary_key=True, default=by_lot, editable=False)
    question = models.ForeignKey(FeedbackQuestion, on_delete=models.CASCADE, related_name="answers")
    value = models.PositiveSmallIntegerField(null=True)
    words = models.CharField(max_length=600, blank=True)
    signed_by = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    is_shown = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.question_id}: {self.value or self.words}"
