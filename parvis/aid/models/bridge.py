"""The bridge for hard times: who said they are ready, a call to them all, who is looked after meanwhile.

No health is written down: only which of a few kinds of help somebody needs, as long as the bridge is awake.
"""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parvis.courier.models import Channel
from parvis.kit.locking import hold
from parvis.members.models import Member


class HelpKind(models.TextChoices):
    VISIT = "visit", _("a visit")
    ERRAND = "errand", _("an errand")
    DRIVE = "drive", _("a drive")
    LODGE = "lodge", _("a bed for the night")
    TELEPHONE = "telephone", _("a telephone call")
    HANDS = "hands", _("two arms")


class Readiness(models.Model):
    """Somebody said, once, that one may count on them when times are hard."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="readiness")
    kinds = models.JSONField(default=list)  # of `HelpKind`
    said_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.SCREEN)

    def __str__(self) -> str:
        return f"{self.member_id} is ready"


class WakeQuerySet(models.QuerySet["Wake"]):
    def awake(self, now: datetime) -> Self:
        """Those which are on now, the first to end first."""
        return self.filter(slept_at=None, ends_at__gt=now).order_by("ends_at", "pk")

    def locked(self, pk: int) -> "Wake":
        """The wake, its row locked until the transaction ends. DoesNotExist."""
        hold(self.model._base_manager.filter(pk=pk))
        return self.select_related("by").get(pk=pk)


class Wake(models.Model):
    """The bridge is awake: why, in one sentence, until when. Asleep again, only figures are left."""

    class Why(models.TextChoices):
        HEAT = "heat", _("a heat wave")
        COLD = "cold", _("great cold, snow")
        FLOOD = "flood", _("a flood, a storm")
        POWER = "power", _("a power cut")
        ILLNESS = "illness", _("an illness, an accident")
        OTHER = "other", _("something else")

    why = models.CharField(max_length=8, choices=Why.choices)
    words = models.CharField(max_length=200)  # empty once it sleeps: they may have named somebody
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    woken_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    slept_at = models.DateTimeField(null=True)
    asked_up_to = models.BigIntegerField(default=0)  # the last member (id) who was asked
    is_asked = models.BooleanField(default=False)  # everybody was
    asked = models.PositiveIntegerField(default=0)
    # What is left when it sleeps: how many, and nothing under five.
    said_yes = models.PositiveIntegerField(null=True)
    looked_after = models.PositiveIntegerField(null=True)
    once_key = models.CharField(max_length=64, null=True, unique=True)  # a form sent twice wakes once

    objects = WakeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("woken_at")), name="wake_ends_after_it_begins")
        ]
        indexes = [models.Index(fields=["slept_at", "ends_at"])]

    def __str__(self) -> str:
        return self.words or str(self.get_why_display())

    def is_awake(self, now: datetime) -> bool:
        return self.slept_at is None and now < self.ends_at


class Volunteer(models.Model):
    """Somebody ready who was asked this time, once; what they said."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        YES = "yes", _("can help this time")
        NO = "no", _("cannot this time")

    wake = models.ForeignKey(Wake, on_delete=models.CASCADE, related_name="volunteers")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    kinds = models.JSONField(default=list)
    state = models.CharField(max_length=5, choices=State.choices, default=State.ASKED)
    told = models.PositiveSmallIntegerField(default=0)  # how often they were told of new people

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wake", "member"], name="one_volunteer_per_wake_and_member")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} for {self.wake_id}: {self.state}"


class LookedAfterQuerySet(models.QuerySet["LookedAfter"]):
    def for_list(self) -> Self:
        """With whom they are and who calls them; contact points too. A constant number of queries."""
        rows = self.select_related("member", "caller__member").prefetch_related("member__contact_points")
        return rows.order_by("member__search_name", "pk")


class LookedAfter(models.Model):
    """Somebody to look after while the bridge is awake: who calls them, and what was heard last."""

    class Says(models.TextChoices):
        WELL = "well", _("all is well")
        NEEDS = "needs", _("needs something")
        SILENT = "silent", _("does not answer")

    wake = models.ForeignKey(Wake, on_delete=models.CASCADE, related_name="people")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    listed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    listed_at = models.DateTimeField()
    caller = models.ForeignKey(Volunteer, null=True, on_delete=models.SET_NULL, related_name="people")
    says = models.CharField(max_length=6, choices=Says.choices, blank=True)
    needs = models.CharField(max_length=10, choices=HelpKind.choices, blank=True)
    heard_at = models.DateTimeField(null=True)
    heard_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = LookedAfterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wake", "member"], name="looked_after_once_per_wake"),
            models.CheckConstraint(
                condition=Q(says="needs") | Q(needs=""), name="only_who_needs_something_has_a_need"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.wake_id}"

    @property
    def is_heard(self) -> bool:
        return bool(self.says)

    def in_words(self) -> Any:
        """« tout va bien », « a besoin de : une course », « n’a pas encore été appelée »."""
        if self.says == self.Says.NEEDS:
            return _("needs: %(what)s") % {"what": HelpKind(self.needs).label}
        return self.Says(self.says).label if self.says else _("not called yet")
