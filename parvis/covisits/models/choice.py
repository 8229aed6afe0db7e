"""« On prend celle-ci »: one meeting is proposed to all who are here, and each answers for themselves."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.covisits.models.covisit import CoVisit
from parvis.covisits.models.visitor import Visitor
from parvis.meetings.models import Meeting, Registration
from parvis.members.models import Member


class ChoiceQuerySet(models.QuerySet["Choice"]):
    def open(self) -> Self:
        """Those that still wait for somebody, or for seats."""
        return self.filter(state__in=Choice.OPEN)


class Choice(models.Model):
    class State(models.TextChoices):
        """asked → done, lacking, dropped; lacking → done, dropped."""

        ASKED = "asked", _("everybody answers")
        LACKING = "lacking", _("seats are missing for all")
        DONE = "done", _("everybody is registered")
        DROPPED = "dropped", _("left aside")

    OPEN = (State.ASKED, State.LACKING)

    co_visit = models.ForeignKey(CoVisit, on_delete=models.CASCADE, related_name="choices")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_by = models.ForeignKey(Visitor, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    waits = models.BooleanField(default=False)  # all agreed to the waiting list
    why = models.CharField(max_length=200, blank=True)  # why it was left aside, or cannot be done
    ended_at = models.DateTimeField(null=True)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["co_visit"],
                condition=Q(state__in=["asked", "lacking"]),
                name="one_choice_of_a_visit_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.co_visit} → {self.meeting_id} ({self.state})"


class ChoiceAnswer(models.Model):
    """What one visitor said: they come, under this name, told by this contact; or they do not."""

    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="answers")
    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="answers")
    comes = models.BooleanField()
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120, blank=True)  # of who has no account
    contact_kind = models.CharField(max_length=13, blank=True)
    contact_address = models.CharField(max_length=320, blank=True)
    by_text = models.BooleanField(default=False)
    shows_name = models.BooleanField(default=False)
    said = models.JSONField(default=dict)  # question → words
    child = models.JSONField(default=dict)  # under fifteen: birth_year, parent_name, parent_telephone (E.164)
    trouble = models.CharField(max_length=200, blank=True)  # why it could not be done, for this person
    registration = models.ForeignKey(Registration, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["choice", "visitor"], name="one_answer_per_visitor_and_choice")
        ]

    def __str__(self) -> str:
        return f"{self.visitor_id} → {self.choice_id}"
