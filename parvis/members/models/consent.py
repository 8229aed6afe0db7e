"""A consent: who agreed to what, when, how, and the exact sentence they heard or read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.members.models.member import Member


class Consent(models.Model):
    class How(models.TextChoices):
        SCREEN = "screen", _("on screen")
        SPOKEN = "spoken", _("spoken")
        PAPER = "paper", _("on paper")
        MAIL = "mail", _("by e-mail")
        IMPORTED = "imported", _("brought by the association’s list")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=60)  # "members.being_registered", "wiki.photo"…
    sentence = models.TextField()
    how = models.CharField(max_length=10, choices=How.choices)
    heard_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.member}: {self.purpose}"
