"""The tables of one meeting: how they are wanted, whether they are being composed, and what was changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.meetings.models import Arrival, Meeting
from parvis.members.models import Member


class Composition(models.Model):
    """One a meeting. `present` is the round people sit in now (0: none yet); `version` grows at each change.

    Who sits where now is what `Arrival.table` says, placed by hand or composed; seats hold the other rounds.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")  # asked for, the worker takes it
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    class Households(models.TextChoices):
        FREE = "free", _("As it falls")
        TOGETHER = "together", _("Together")
        APART = "apart", _("Apart, each at another table")

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="composition")
    seats = models.PositiveSmallIntegerField(default=4)  # wanted at a table
    wanted = models.PositiveSmallIntegerField(default=3)  # rounds
    households = models.CharField(max_length=8, choices=Households.choices, default=Households.FREE)
    easy_tables = models.PositiveSmallIntegerField(default=0)  # the first so many are easy to get to
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    since = models.PositiveSmallIntegerField(default=1)  # rounds to compose: this one and those after
    shows = models.BooleanField(default=True)  # people sit in `since` as soon as it is composed
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    present = models.PositiveSmallIntegerField(default=0)
    too_much = models.JSONField(default=dict)  # what to leave aside for the rest to hold: see `relaxing`
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"tables of {self.meeting}"


class Arrangement(models.Model):
    """What the animator says for this evening: who hosts a table, who sits together, who apart."""

    class Kind(models.TextChoices):
        HOST = "host", _("welcomes a table")
        TOGETHER = "together", _("at the same table")
        APART = "apart", _("at two tables")
        FREE = "free", _("as it falls")  # whatever is asked of households

    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="arrangements")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    one = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Arrival, null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["composition", "kind", "one", "other"], name="one_arrangement_of_a_kind_for_two"
            ),
            models.UniqueConstraint(
                fields=["composition", "one"],
                condition=models.Q(kind="host"),
                name="one_hosting_per_arrival",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.kind} {self.other_id or ''}".strip()


class Change(models.Model):
    """What was done to the tables, by whom and when. `before` holds the arrivals at each table, to undo."""

    class Kind(models.TextChoices):
        COMPOSED = "composed", _("Tables composed")
        MIXED = "mixed", _("Mixed again")
        MOVED = "moved", _("Moved to another table")
        SEATED = "seated", _("Arrived late")
        LEFT = "left", _("Left early")
        NEXT = "next", _("Next round")
        BEGAN = "began", _("Round begun")
        ASKED = "asked", _("Question of the round")

    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    round_number = models.PositiveSmallIntegerField(default=0)
    about = models.ForeignKey(Arrival, null=True, on_delete=models.SET_NULL, related_name="+")
    from_table = models.CharField(max_length=12, blank=True)
    to_table = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} at {self.at}"
