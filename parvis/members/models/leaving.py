"""A leaving: somebody goes, and has seven days to change their mind; an erasure: they are gone."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.members.models.member import Member


class Texts(models.TextChoices):
    """What becomes of words and photos shared with others when somebody leaves."""

    SHE = "she", _("They stay, signed “a neighbour” (a woman)")
    HE = "he", _("They stay, signed “a neighbour” (a man)")
    GONE = "gone", _("They disappear with me")


class LeavingQuerySet(models.QuerySet["Leaving"]):
    def due(self, now: datetime) -> Self:
        """Those whose days are over, the oldest first."""
        return self.filter(erases_at__lte=now).order_by("erases_at", "pk")


class Leaving(models.Model):
    """Written when somebody goes; deleted when they stay after all, or with them."""

    class How(models.TextChoices):
        SCREEN = "screen", _("on screen")
        SPOKEN = "spoken", _("spoken")
        REMOVED = "removed", _("removed by an administrator")
        LAW = "law", _("at their legal request")

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="leaving")
    asked_at = models.DateTimeField()
    erases_at = models.DateTimeField(db_index=True)
    how = models.CharField(max_length=8, choices=How.choices, default=How.SCREEN)
    texts = models.CharField(max_length=4, choices=Texts.choices, default=Texts.GONE)
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")  # for them

    objects = LeavingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.member_id} leaves on {self.erases_at:%Y-%m-%d}"

    @property
    def is_own(self) -> bool:
        """Their own wish: only then may they change their mind by themselves."""
        return self.how in (self.How.SCREEN, self.How.SPOKEN)


class Erasure(models.Model):
    """Somebody was erased: their former number and the hour, so that an older backup erases them again."""

    person = models.BigIntegerField(unique=True)  # the opaque id they had; nothing else is known of them
    texts = models.CharField(max_length=4, choices=Texts.choices, default=Texts.GONE)
    erased_at = models.DateTimeField()
    swept_at = models.DateTimeField(null=True)  # when the disk itself was cleaned

    def __str__(self) -> str:
        return f"{self.person} erased on {self.erased_at:%Y-%m-%d}"
