"""« Nous vous écrivons : plus, moins ou pareil ? », asked of somebody once a season."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.courier.models import Dispatch
from parvis.members.models.member import Member, Wish


class Says(models.TextChoices):
    MORE = "more", _("More")
    SAME = "same", _("As now")
    LESS = "less", _("Less")


class Pace(models.Model):
    """Of the last season somebody was asked about. before, after: their wish then, and what came of it."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="pace")
    asked_in = models.ForeignKey(Dispatch, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_on = models.DateField()
    says = models.CharField(max_length=4, choices=Says.choices, blank=True)
    before = models.CharField(max_length=10, choices=Wish.choices)
    after = models.CharField(max_length=10, choices=Wish.choices)
    lowered_on = models.DateField(null=True)  # nobody answered: the default went down

    class Meta:
        indexes = [models.Index(fields=["says", "lowered_on", "asked_on"])]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.asked_on}: {self.says or '?'}"
