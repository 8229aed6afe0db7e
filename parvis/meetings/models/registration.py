"""A registration: one person (and companions) for one meeting, seated, offered or waiting."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parvis.meetings.models.meeting import Meeting
from parvis.members.models import Member


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def live(self) -> Self:
        """Seated, offered or waiting."""
        return self.filter(state__in=Registration.LIVE)

    def answered(self) -> Self:
        """Live, and those that only echo a live one."""
        return self.filter(state__in=[*Registration.LIVE, *Registration.ECHOES])

    def seated(self) -> Self:
        return self.filter(state=Registration.State.SEATED)

    def waiting(self) -> Self:
        """The waiting list, the first in line first."""
        return self.filter(state=Registration.State.WAITING).order_by("pk")

    def offered(self) -> Self:
        return self.filter(state=Registration.State.OFFERED)

    def unverified(self) -> Self:
        """Made by someone nobody knows yet: shown as such to the organiser."""
        return self.filter(is_verified=False, member__verified_at__isnull=True)

    def verified(self) -> Self:
        """The others: the person, or who acted for them, is known."""
        return self.filter(Q(is_verified=True) | Q(member__verified_at__isnull=False))

    def to_come(self, now: datetime) -> Self:
        """For meetings that are not over, the next one first."""
        return self.filter(meeting__ends_at__gt=now).order_by("meeting__begins_at", "pk")


class Registration(models.Model):
    class State(models.TextChoices):
        SEATED = "seated", _("registered")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("offered a seat")  # the seats are held until expires_at
        LAPSED = "lapsed", _("did not answer the offer")
        WITHDRAWN = "withdrawn", _("withdrawn")
        # Somebody's form named a person who was registered already: it holds no seat, and is in no list.
        ECHO = "echo", _("asked again from another device")
        ECHO_WAITING = "echo_line", _("asked again from another device")
        ECHO_WITHDRAWN = "echo_gone", _("asked again from another device")

    LIVE = (State.SEATED, State.WAITING, State.OFFERED)
    ECHOES = (State.ECHO, State.ECHO_WAITING)
    SHOWN = {
        State.ECHO: State.SEATED,
        State.ECHO_WAITING: State.WAITING,
        State.ECHO_WITHDRAWN: State.WITHDRAWN,
    }

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
    channel = models.CharField(max_length=12, default="web")  # web, telephone, room, mail, text
    is_verified = models.BooleanField(default=False)  # the person, or who acted for them, is known
    form_key = models.CharField(max_length=32, blank=True)  # of the browser: tells a second tap
    shows_name = models.BooleanField(default=False)  # « Qui vient », only if they said yes
    waits_with = models.CharField(max_length=32, blank=True)  # a key: offered seats together, or not yet
    is_perhaps = models.BooleanField(default=False)  # their calendar said « peut-être »; the seat is kept
    answered_at = models.DateTimeField(null=True)  # when their calendar last answered, by its own clock
    expires_at = models.DateTimeField(null=True)  # of the offer
    ended_at = models.DateTimeField(null=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"],
                condition=Q(state__in=["seated", "waiting", "offered"]),
                name="one_live_registration_per_person_and_meeting",
            ),
            models.CheckConstraint(condition=Q(party__gte=1), name="registration_party_of_one_or_more"),
            models.CheckConstraint(
                condition=Q(on_telephone_seats__lte=F("party")), name="registration_kept_seats_within_party"
            ),
        ]
        # The order of the line is the order of writing: rows are written under the meeting's lock.
        indexes = [
            models.Index(fields=["meeting", "state", "id"]),
            models.Index(fields=["state", "expires_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.member} → {self.meeting} ({self.state})"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE

    @property
    def is_echo(self) -> bool:
        """Whether it only answers a form; the person's own registration is another."""
        return self.state in self.SHOWN

    @property
    def shown_state(self) -> str:
        """What its page says: an echo looks like the registration its form asked for."""
        return self.SHOWN.get(self.State(self.state), self.State(self.state))

    @property
    def holds_seats(self) -> bool:
        """Seated, or offered: its seats are counted in `meeting.seats_taken`."""
        return self.state in (self.State.SEATED, self.State.OFFERED)

    @property
    def is_to_be_verified(self) -> bool:
        """Whether the organiser sees « pas encore vérifié » beside the name.

        Anybody may write a member's name: only what proves the person afterwards lifts it.
        """
        proved_at = self.member.verified_at
        return not self.is_verified and (proved_at is None or proved_at <= self.made_at)
