"""A role: a duty someone holds, for the community, a circle, a place or a ritual."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle, Place, Ritual
from parvis.members.models.member import Member


class RoleQuerySet(models.QuerySet["Role"]):
    def at_work(self) -> Self:
        """Roles whose holders are here: who left or is suspended is neither named nor written to."""
        return self.filter(member__left_at=None, member__suspension=None)

    def let_in(self, now: datetime) -> Self:
        """Roles whose holders may be here now, as `Member.objects.let_in` says it of people."""
        is_free = models.Q(member__suspension=None) | models.Q(member__suspension__until_at__lte=now)
        return self.filter(is_free, member__left_at=None)


class Role(models.Model):
    class Kind(models.TextChoices):
        ANIMATOR = "animator", _("animator")
        FACILITATOR = "facilitator", _("facilitator")
        KEEPER = "keeper", _("keeper of the culture")
        CORRESPONDENT = "correspondent", _("correspondent")
        ADMINISTRATOR = "administrator", _("administrator")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    # All empty: the role is held for the whole community.
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    ritual = models.ForeignKey(Ritual, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    duties = models.TextField(max_length=400, blank=True)  # in the holder's own words, shown
    hours = models.CharField(max_length=160, blank=True)  # « mardi et jeudi, de 14 h à 17 h »
    since_on = models.DateField()
    is_public = models.BooleanField(default=False)  # the holder agreed to be named to passers-by too

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "member",
                "kind",
                Coalesce("circle", 0),
                Coalesce("place", 0),
                Coalesce("ritual", 0),
                name="one_role_per_member_kind_and_scope",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.kind}"

    @property
    def is_for_all(self) -> bool:
        """Held for the whole community, not for one circle, place or ritual."""
        return self.circle_id is None and self.place_id is None and self.ritual_id is None

    @property
    def scope(self) -> str:
        """« Jardin partagé »: what the role is held for; empty when it is everything."""
        return str(self.circle or self.place or self.ritual or "")
