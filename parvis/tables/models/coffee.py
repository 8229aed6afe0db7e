"""A draw of one week, the coffees it made, the hours proposed for each, and who is in them."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from parvis.community.models import Place
from parvis.members.models import Member
from parvis.tables.models.coffee_ring import CoffeeRing

LASTS = timedelta(hours=1)
WITHOUT_HOURS = timedelta(days=14)  # nobody proposed one: it is over after that


class Draw(models.Model):
    """One a ring and period, however many workers try."""

    ring = models.ForeignKey(CoffeeRing, on_delete=models.CASCADE, related_name="draws")
    period_on = models.DateField()  # its Monday
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ring", "period_on"], name="one_draw_per_ring_and_period")
        ]

    def __str__(self) -> str:
        return f"{self.ring_id} {self.period_on}"


class CoffeeQuerySet(models.QuerySet["Coffee"]):
    def live(self) -> Self:
        """Somebody is still in them."""
        return self.filter(ended_at=None)

    def agreed(self) -> Self:
        return self.live().filter(agreed_at__isnull=False)

    def unprepared(self) -> Self:
        """Drawn, nobody was told yet."""
        return self.live().filter(prepared_at=None)


class Coffee(models.Model):
    """Not a meeting on purpose: only those who drink it may know of it (docs/decisions/0011)."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="coffees")
    place = models.ForeignKey(Place, null=True, on_delete=models.SET_NULL, related_name="+")
    prepared_at = models.DateTimeField(null=True)  # place and hours proposed, people told
    begins_at = models.DateTimeField(null=True)  # the hour somebody chose
    chosen_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    nudged_at = models.DateTimeField(null=True)  # nobody had chosen an hour
    reminded_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)  # « vous êtes-vous vus ? »
    ended_at = models.DateTimeField(null=True)  # nobody, or one person, was left
    version = models.PositiveIntegerField(default=0)  # raised when the hour or the people change

    objects = CoffeeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(begins_at__isnull=False), name="an_agreed_coffee_has_its_hour"
            )
        ]
        indexes = [models.Index(fields=["begins_at"])]

    def __str__(self) -> str:
        return f"coffee {self.pk}"

    @property
    def is_agreed(self) -> bool:
        return self.agreed_at is not None

    @property
    def ends_at(self) -> datetime | None:
        return self.begins_at + LASTS if self.begins_at else None

    def is_over(self, now: datetime) -> bool:
        """Ended, or its hour is past; one without an hour is over when the last proposed one is."""
        if self.ended_at is not None:
            return True
        proposed = [hour.begins_at for hour in self.hours.all()]
        last = self.begins_at or max(proposed, default=self.draw.drawn_at + WITHOUT_HOURS)
        return last + LASTS <= now


class CoffeeHour(models.Model):
    """An hour that was proposed."""

    coffee = models.ForeignKey(Coffee, on_delete=models.CASCADE, related_name="hours")
    begins_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coffee", "begins_at"], name="one_coffee_hour_once")]
        ordering = ["pk"]  # as they were numbered in the message

    def __str__(self) -> str:
        return f"{self.coffee_id} {self.begins_at}"


class CupQuerySet(models.QuerySet["Cup"]):
    def held(self) -> Self:
        """Of those who have not said they cannot."""
        return self.filter(left_at=None)

    def for_page(self) -> Self:
        """With what the page of one cup shows."""
        return self.select_related("member__suspension", "coffee__place", "draw__ring__circle")


class Cup(models.Model):
    """A person in a coffee. It moves to another one when they would be left alone: its address stays."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="cups")
    coffee = models.ForeignKey(Coffee, on_delete=models.CASCADE, related_name="cups")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="cups")
    said_yes = models.BooleanField(default=False)  # to the hour that was chosen
    left_at = models.DateTimeField(null=True)  # said they cannot
    has_met = models.BooleanField(null=True)  # « vous êtes-vous vus ? », emptied after a month

    objects = CupQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "member"], name="one_cup_per_draw_and_member")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.coffee_id}"
