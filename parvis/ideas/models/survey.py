"""A short survey: a few questions, of whom, from when until when."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle, Interest
from parvis.kit.locking import hold
from parvis.kit.questions.asked import Asked, Kind
from parvis.members.models import Member, Role


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, member: Any) -> Self:
        """Surveys put to this person, those they asked, and those of the circles they animate."""
        if not isinstance(member, Member):
            return self.none()
        animated = {role.circle_id for role in member.held_roles if role.kind == Role.Kind.ANIMATOR}
        shown = Q(audience=Survey.Audience.ALL) | Q(asker=member)
        shown |= Q(audience=Survey.Audience.CIRCLE, circle__in=[*member.circle_ids, *filter(None, animated)])
        chosen = member.chosen_interests.values("interest")
        shown |= Q(audience=Survey.Audience.INTEREST, interest__in=chosen)
        return self.filter(shown)

    def open_at(self, now: datetime) -> Self:
        """Those one may answer now, the first to close first."""
        rows = self.filter(begins_at__lte=now, closes_at__gt=now, ended_at=None)
        return rows.order_by("closes_at", "pk")

    def for_page(self) -> Self:
        """With what a page says of one survey."""
        return self.select_related("asker", "circle", "interest").prefetch_related("questions")

    def locked(self, pk: int) -> "Survey":
        """The survey, its row locked until the transaction ends. DoesNotExist."""
        hold(self.model._base_manager.filter(pk=pk))
        return self.for_page().get(pk=pk)


class Survey(models.Model):
    class Audience(models.TextChoices):
        ALL = "all", _("all members")
        CIRCLE = "circle", _("a circle")
        INTEREST = "interest", _("those who chose an interest")

    asker = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=120)
    about = models.TextField(max_length=600, blank=True)
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.ALL)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    interest = models.ForeignKey(Interest, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_anonymous = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    begins_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # no answer comes after it: results are final
    asked_up_to = models.BigIntegerField(default=0)  # the last member (id) who was asked
    is_asked = models.BooleanField(default=False)  # everybody was
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    once_key = models.CharField(max_length=64, null=True, unique=True)  # a form sent twice asks once

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("begins_at")), name="survey_ends_after_it_opens"
            )
        ]
        indexes = [
            models.Index(fields=["ended_at", "closes_at"]),
            models.Index(fields=["is_asked", "begins_at"]),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, now: datetime) -> bool:
        return self.ended_at is None and self.begins_at <= now < self.closes_at

    @property
    def all_asked(self) -> list[Asked]:
        """Its questions; prefetched ones cost no query."""
        return [question.asked for question in self.questions.all()]


class SurveyQuestion(models.Model):
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    words = models.CharField(max_length=160)
    choices = models.JSONField(default=list)  # words of each, of a choice
    low = models.CharField(max_length=40, blank=True)  # of a scale: the word at 1
    high = models.CharField(max_length=40, blank=True)  # and at 5

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="one_survey_question_per_number")
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.words

    @property
    def asked(self) -> Asked:
        return Asked(self.number, self.kind, self.words, tuple(self.choices), self.low, self.high)
