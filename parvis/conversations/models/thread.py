"""A thread: what a member and those who organise say to one another, or a few people until they meet."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from parvis.members.models import Member

DESK = ""  # the subject of a thread that is about nothing in particular: whoever answers the telephone


class ThreadQuerySet(models.QuerySet["Thread"]):
    def live(self) -> Self:
        return self.filter(closed_at=None)

    def about(self, kind: str, pk: int | None) -> Self:
        return self.filter(subject_kind=kind, subject_id=pk)

    def latest_first(self) -> Self:
        return self.order_by("-last_said_at", "-pk")


class Thread(models.Model):
    """`subject_*` is opaque: areas say in `subjects` who organises it and who takes part."""

    class Kind(models.TextChoices):
        WITH_US = "with_us", _("with those who organise")
        AMONG_US = "among_us", _("among those who take part")
        BETWEEN_TWO = "between_two", _("between two people")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    # Whose relation it is: the person who talks with those who organise.
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="threads")
    topic = models.CharField(max_length=160, blank=True)  # what a finite thread is about
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    last_said_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)  # declared when it opens; None: by a date, or a word
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    # The person spoke and nobody answered since; who promised an answer, and by when.
    awaits_since_at = models.DateTimeField(null=True)
    answerer = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    answer_by_at = models.DateTimeField(null=True)
    digested_at = models.DateTimeField(null=True)  # what was said until then left in a digest

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "member",
                "subject_kind",
                Coalesce("subject_id", 0),
                condition=Q(kind="with_us", closed_at=None),
                name="one_live_thread_per_relation",
            ),
            models.UniqueConstraint(
                "subject_kind",
                "subject_id",
                condition=Q(kind="among_us", closed_at=None),
                name="one_live_thread_among_us",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["closes_at"]),
            models.Index(fields=["awaits_since_at"]),
        ]

    def __str__(self) -> str:
        return f"thread {self.kind}"

    @property
    def is_with_us(self) -> bool:
        return self.kind == self.Kind.WITH_US

    def goes_on(self, now: datetime) -> bool:
        """Whether words open it again: a relation; two people whom something joins, until its hour."""
        if self.kind == self.Kind.BETWEEN_TWO and self.subject_kind:
            return self.closes_at is None or self.closes_at > now
        return self.is_with_us

    def is_closed(self, now: datetime) -> bool:
        """By a word, by a date that was agreed, or by the hour declared when it opened."""
        return self.closed_at is not None or (self.closes_at is not None and self.closes_at <= now)
