"""A registration: one person (and companions) for one meeting, seated, offered or waiting."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.meetings.models.meeting import Meeting
from parvis.members.models import Member


class Registration(models.Model):
    class State(models.TextChoices):
        SEATED = "seated", _("registered")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("offered a seat")  # the seats are held until expires_at
        LAPSED = "lapsed", _("did not answer the offer")
        WITHDRAWN = "withdrawn", _("withdrawn")

    LIVE = (State.SEATED, State.WAITING, State.OFFERED)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="registrations")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="registrations")
    state = models.CharField(max_length=10, choices=State.choices)
    party = models.PositiveSmallIntegerField(default=1)  # the person and their companions
    companions = models.CharField(max_length=300, blank=True)  # names, if given
    on_telephone_seats = models.PositiveSmallIntegerField(default=0)  # of party, taken from the kept seats
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # not themselves
    channel = models.CharField(max_length=12, default="web")  # web, telephone, room, mail
    is_verified = models.BooleanField(default=False)  # the person, or who acted for them, is known
    shows_name = models.BooleanField(default=False)  # « Qui vient », only if they said yes
    expires_at = models.DateTimeField(null=True)  # of the offer
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"],
                condition=Q(state__in=["seated", "waiting", "offered"]),
                name="one_live_registration_per_person_and_meeting",
            ),
            models.CheckConstraint(condition=Q(party__gte=1), name="registration_party_of_one_or_more"),
        ]
        indexes = [models.Index(fields=["meeting", "state", "made_at"])]

    def __str__(self) -> str:
        return f"{self.member} → {self.meeting} ({self.state})"
