"""An import: a list of members that moves in, from the chosen file to done, and back for thirty days."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.members.models.member import Member


class ImportQuerySet(models.QuerySet["Import"]):
    def at_work(self) -> Self:
        """Imports the worker has something to do for, the oldest first."""
        return self.filter(state__in=Import.WORKING).order_by("pk")


class Import(models.Model):
    class State(models.TextChoices):
        CHOOSING = "choosing", _("columns to check")
        PREPARING = "preparing", _("being read")
        READY = "ready", _("ready, waiting for your word")
        APPLYING = "applying", _("moving in")
        DONE = "done", _("moved in")
        INVITING = "inviting", _("being invited")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        FAILED = "failed", _("could not be read")

    FLOW: ClassVar[dict[str, set[str]]] = {
        State.CHOOSING: {State.PREPARING},
        State.PREPARING: {State.READY, State.FAILED, State.CHOOSING},
        State.READY: {State.CHOOSING, State.APPLYING},
        State.APPLYING: {State.DONE},
        State.DONE: {State.INVITING, State.UNDOING},
        State.INVITING: {State.DONE},
        State.UNDOING: {State.UNDONE},
        State.UNDONE: set(),
        State.FAILED: {State.CHOOSING},
    }
    WORKING = (State.PREPARING, State.APPLYING, State.INVITING, State.UNDOING)

    name = models.CharField(max_length=200)  # of the file, as the person knows it
    stored = models.CharField(max_length=80, blank=True)  # in the data folder; empty once deleted
    sheet = models.CharField(max_length=200, blank=True)
    heading_line = models.PositiveIntegerField(default=0)  # rows up to it are titles and headings
    columns = models.JSONField(default=list)  # [[heading, meaning], …]
    circles = models.JSONField(default=dict)  # {name: how many people}
    made_circles = models.JSONField(default=list)  # ids of circles this import made
    with_circles = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHOOSING)
    failure = models.CharField(max_length=300, blank=True)
    last_line = models.PositiveIntegerField(default=0)  # prepared up to there
    invitations_left = models.PositiveIntegerField(default=0)
    invites_by_call = models.BooleanField(default=False)
    brought_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    brought_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # applied
    undone_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def go(self, state: str) -> None:
        """Move along the declared graph. ValueError when there is no such step."""
        if state not in self.FLOW[self.state]:
            raise ValueError(f"no step from {self.state} to {state}")
        self.state = state

    @property
    def has_too_many_circles(self) -> bool:
        """Whether the column said to hold circles holds something else."""
        return "" in self.circles

    @property
    def meanings(self) -> list[str]:
        """What each column holds, in the order of the file."""
        return [meaning for _heading, meaning in self.columns]

    @property
    def headings(self) -> list[str]:
        """What is written above each column."""
        return [heading for heading, _meaning in self.columns]

    @property
    def is_at_work(self) -> bool:
        """Whether the worker still has something to do."""
        return self.state in self.WORKING
