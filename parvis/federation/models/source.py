"""A source: a calendar of others that comes in, once or followed, and each time it was read."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle, Place
from parvis.members.models import Member


class SourceQuerySet(models.QuerySet["Source"]):
    def at_work(self, now: datetime) -> Self:
        """Those the worker has something to do for: under way, or due."""
        due = Q(state=Source.State.FOLLOWED, next_at__lte=now)
        return self.filter(Q(state__in=Source.WORKING) | due).order_by("next_at", "pk")


class Source(models.Model):
    class Kind(models.TextChoices):
        UNKNOWN = "", _("not read yet")
        ICS = "ics", _("calendar (iCalendar)")
        OPEN_AGENDA = "openagenda", _("OpenAgenda")
        PAGE = "page", _("page of a site")
        OBJECTS = "objects", _("list of a program (JSON)")
        TABLE = "table", _("table of meetings")

    class Where(models.TextChoices):
        AS_SAID = "as_said", _("as the calendar says")
        HERE = "here", _("all at this place")
        ROOM = "room", _("in the room of this place that the calendar names")
        ONLINE = "online", _("at a distance")

    class State(models.TextChoices):
        NEW = "new", _("being read")
        REFUSED = "refused", _("unreadable for now")
        READY = "ready", _("ready, waiting for your word")
        BRINGING = "bringing", _("coming in")
        FOLLOWED = "followed", _("followed")
        DONE = "done", _("brought in once")
        STOPPED = "stopped", _("not followed any more")
        UNDOING = "undoing", _("being taken back")
        UNDONE = "undone", _("taken back")

    FLOW: ClassVar[dict[str, set[str]]] = {
        State.NEW: {State.READY, State.REFUSED},
        State.REFUSED: {State.NEW},
        State.READY: {State.NEW, State.BRINGING},
        State.BRINGING: {State.FOLLOWED, State.DONE},
        State.FOLLOWED: {State.STOPPED, State.UNDOING},
        State.DONE: {State.UNDOING},
        State.STOPPED: {State.FOLLOWED, State.UNDOING},
        State.UNDOING: {State.UNDONE},
        State.UNDONE: set(),
    }
    WORKING = (State.NEW, State.BRINGING, State.UNDOING)
    PERIODS = ((6, _("four times a day")), (24, _("every day")), (168, _("every week")))

    name = models.CharField(max_length=120)
    address = models.CharField(max_length=2000, blank=True)  # empty: a file was given
    file_name = models.CharField(max_length=200, blank=True)  # as the person knows it
    stored = models.CharField(max_length=80, blank=True)  # in the data folder; empty once deleted
    kind = models.CharField(max_length=12, choices=Kind.choices, blank=True)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    where = models.CharField(max_length=8, choices=Where.choices, default=Where.AS_SAID)
    is_registered_there = models.BooleanField(default=True)
    with_past = models.BooleanField(default=False)
    every_hours = models.PositiveSmallIntegerField(default=24)
    told = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")  # when it fails
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=60, blank=True)
    next_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)  # the last reading that worked
    failures = models.PositiveIntegerField(default=0)  # in a row
    failure = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField(null=True)  # of this failure; None while all is well
    added_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    objects = SourceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "next_at"])]

    def __str__(self) -> str:
        return self.name

    def go(self, state: str) -> None:
        """Move along the declared graph. ValueError when there is no such step."""
        if state not in self.FLOW[self.state]:
            raise ValueError(f"no step from {self.state} to {state}")
        self.state = state

    @property
    def is_at_work(self) -> bool:
        """Whether the worker still has something to do before a person has."""
        return self.state in self.WORKING

    @property
    def is_published(self) -> bool:
        """Whether its meetings are in the programme."""
        return self.state in (self.State.BRINGING, self.State.FOLLOWED, self.State.DONE, self.State.STOPPED)


class Reading(models.Model):
    """One time a source was read: what it said, what changed here, or why it failed."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="readings")
    at = models.DateTimeField()
    is_unchanged = models.BooleanField(default=False)  # nothing new over there
    failure = models.CharField(max_length=300, blank=True)
    found = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list)  # sentences: what could not be read as it stood

    def __str__(self) -> str:
        return f"{self.source}: {self.at}"
