"""Circles: people gathered around a site, a trade, a street, a wish."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Circle(models.Model):
    class Joining(models.TextChoices):
        OPEN = "open", _("open: anyone may join")
        ON_REQUEST = "on_request", _("on request: its animator answers")
        PRIVATE = "private", _("private: seen by all, joined by invitation")
        SECRET = "secret", _("secret: seen by its members only")

    class Publishing(models.TextChoices):
        MEMBERS = "members", _("any member publishes")
        ANIMATORS = "animators", _("an animator publishes")

    name = models.CharField(max_length=120)
    about = models.TextField(max_length=4000, blank=True)
    kind = models.CharField(max_length=60, blank=True)  # "site", "métier", "rue": the community's own word
    joining = models.CharField(max_length=12, choices=Joining.choices, default=Joining.OPEN)
    publishing = models.CharField(max_length=12, choices=Publishing.choices, default=Publishing.MEMBERS)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Among those everybody may know of: a name refused must not tell that a secret circle bears it.
            models.UniqueConstraint(
                fields=["name"],
                condition=~models.Q(joining="secret"),
                name="one_name_per_circle_that_is_not_secret",
            ),
        ]

    def __str__(self) -> str:
        return self.name
