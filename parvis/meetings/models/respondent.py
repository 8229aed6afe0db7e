"""Who answers a date poll, with or without account, and what they say of each date."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.meetings.models.date_poll import DatePoll, ProposedDate
from parvis.meetings.models.registration import Registration
from parvis.members.contacts import Contact
from parvis.members.models import Member


class RespondentQuerySet(models.QuerySet["Respondent"]):
    def answered(self) -> Self:
        """Those who said something, in the order they first did."""
        return self.filter(answered_at__isnull=False).order_by("answered_at", "pk")


class Respondent(models.Model):
    """One person of a poll: invited by name, or answering by the common link, or a member."""

    poll = models.ForeignKey(DatePoll, on_delete=models.CASCADE, related_name="respondents")
    member = models.ForeignKey(
        Member, null=True, on_delete=models.CASCADE, related_name="date_polls_answered"
    )
    name = models.CharField(max_length=120)
    contact_kind = models.CharField(max_length=13, blank=True)
    contact_address = models.CharField(max_length=320, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=12, default="web")  # web, telephone, mail, text
    form_key = models.CharField(max_length=32, blank=True)  # of the browser: tells a second tap
    link_version = models.PositiveIntegerField(default=0)  # raised to end the personal link
    answered_at = models.DateTimeField(null=True)  # first; empty: invited only
    has_declined = models.BooleanField(default=False)  # the seat asked about after the choice
    registration = models.ForeignKey(Registration, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = RespondentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "member"], condition=Q(member__isnull=False), name="one_respondent_per_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.poll}"

    @property
    def first_name(self) -> str:
        return self.name.split(" ", 1)[0]

    @property
    def contact(self) -> Contact | None:
        """How to reach who has no account; None when they said nothing."""
        return Contact(self.contact_kind, self.contact_address) if self.contact_address else None

    def is_shut_out(self, now: datetime) -> bool:
        """Whether their link no longer opens: they left, are kept out, or left the circle that was asked."""
        member = self.member
        if member is None:
            return False
        is_out = member.left_at is not None or member.suspension_at(now) is not None
        return is_out or (self.answered_at is None and self._is_out_of_circle(member))

    def _is_out_of_circle(self, member: Member) -> bool:
        return self.poll.circle_id is not None and self.poll.circle_id not in member.circle_ids


class DateAnswer(models.Model):
    class Says(models.TextChoices):
        YES = "yes", _("yes")
        MAYBE = "maybe", _("if needed")
        NO = "no", _("no")

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="answers")
    date = models.ForeignKey(ProposedDate, on_delete=models.CASCADE, related_name="answers")
    says = models.CharField(max_length=5, choices=Says.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["respondent", "date"], name="one_answer_per_person_and_date")
        ]

    def __str__(self) -> str:
        return f"{self.respondent_id} {self.date_id} {self.says}"
