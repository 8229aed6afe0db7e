"""A date poll: « quand ? », the dates one may choose among, until when people answer."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle, Place, Room
from parvis.kit import moments
from parvis.kit.locking import hold
from parvis.meetings.leading import circles_led_by
from parvis.meetings.models.meeting import Meeting
from parvis.members.models import Member

_SECRET = Circle.Joining.SECRET


class DatePollQuerySet(models.QuerySet["DatePoll"]):
    def visible_to(self, member: Any) -> Self:
        """Polls this member finds by themselves; passers-by only come by a link.

        Those they asked, answered or animate; those of their circles; those put to all members.
        """
        if member is None or not member.is_authenticated:
            return self.none()
        led = circles_led_by(member)
        shown = Q(audience=DatePoll.Audience.MEMBERS) | Q(
            circle__in=[*member.circle_ids, *(circle for circle in led if circle)]
        )
        if None in led:
            shown |= Q(circle__isnull=False) & ~Q(circle__joining=_SECRET)
        answered = member.date_polls_answered.filter(answered_at__isnull=False)
        answers = Exists(answered.filter(poll=OuterRef("pk")))
        return self.filter(shown | Q(asker=member) | answers)

    def open_at(self, now: datetime) -> Self:
        """Those one may answer now, the first to close first."""
        return self.filter(state=DatePoll.State.OPEN, closes_at__gt=now).order_by("closes_at", "pk")

    def for_page(self) -> Self:
        """With what a page says of one poll."""
        return self.select_related("asker", "place", "room__place", "circle", "meeting", "chosen")

    def locked(self, pk: int) -> "DatePoll":
        """The poll, its row locked until the transaction ends. DoesNotExist."""
        hold(self.model._base_manager.filter(pk=pk))
        return self.for_page().get(pk=pk)


class DatePoll(models.Model):
    class Audience(models.TextChoices):
        LINK = "link", _("those to whom I give the link")
        MEMBERS = "members", _("all members")
        CIRCLE = "circle", _("the circle")

    class State(models.TextChoices):
        """open → closed, settled, cancelled; closed → open, settled, cancelled; cancelled → open."""

        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        SETTLED = "settled", _("became a meeting")
        CANCELLED = "cancelled", _("cancelled")

    asker = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=120)
    about = models.TextField(max_length=2000, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    where = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.LINK)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.PositiveIntegerField(null=True, blank=True)  # of the meeting it becomes
    hides_names = models.BooleanField(default=False)  # then only the asker reads who answered what
    has_common_link = models.BooleanField(default=True)
    link_version = models.PositiveIntegerField(default=0)  # raised to end the common link
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closes_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # closed, settled or cancelled
    meeting = models.OneToOneField(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="date_poll"
    )
    chosen = models.ForeignKey(
        "ProposedDate", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    once_key = models.CharField(max_length=64, null=True, unique=True)  # a form sent twice asks once

    objects = DatePollQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "closes_at"]), models.Index(fields=["ended_at"])]

    def __str__(self) -> str:
        return self.title

    def is_open(self, now: datetime) -> bool:
        """Whether answers are taken: the hour said counts, not the job that comes after it."""
        return self.state == self.State.OPEN and now < self.closes_at

    @property
    def where_words(self) -> str:
        """« Salle des fêtes, petite salle », or what the asker wrote."""
        if self.room:
            return f"{self.room.place.name}, {self.room.name}"
        return self.place.name if self.place else self.where


class ProposedDate(models.Model):
    """One date of a poll: a day, or hours of a day."""

    poll = models.ForeignKey(DatePoll, on_delete=models.CASCADE, related_name="dates")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()  # of a whole day: the next midnight here
    is_whole_day = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "begins_at", "ends_at"], name="one_same_date_per_poll"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="date_ends_after_it_begins"),
        ]
        ordering = ["begins_at", "ends_at", "pk"]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """« mardi 25 novembre, de 18 h à 20 h », or the day alone."""
        on = moments.day(self.begins_at)
        if self.is_whole_day:
            return on
        if timezone.localdate(self.begins_at) == timezone.localdate(self.ends_at):
            return f"{on}, {moments.span(self.begins_at, self.ends_at)}"
        return f"{moments.at(self.begins_at)} – {moments.at(self.ends_at)}"
