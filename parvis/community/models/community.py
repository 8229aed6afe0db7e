"""The community: one row per installation, its identity on every page, message and sheet."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Holidays(models.TextChoices):
    """Whose public holidays count here; the codes are those of the package `holidays`."""

    FRANCE = "FR", _("France")
    MOSELLE = "57", _("Moselle")
    ALSACE = "6AE", _("Alsace")
    GUADELOUPE = "971", _("Guadeloupe")
    MARTINIQUE = "972", _("Martinique")
    GUIANA = "973", _("French Guiana")
    REUNION = "974", _("Réunion")
    MAYOTTE = "976", _("Mayotte")
    SAINT_BARTH = "BL", _("Saint-Barthélemy")
    SAINT_MARTIN = "MF", _("Saint-Martin")
    CALEDONIA = "NC", _("New Caledonia")
    POLYNESIA = "PF", _("French Polynesia")
    MIQUELON = "PM", _("Saint-Pierre-et-Miquelon")
    WALLIS = "WF", _("Wallis and Futuna")
    NONE = "none", _("Elsewhere: say nothing of public holidays")


class SchoolZone(models.TextChoices):
    A = "A", _("Zone A")
    B = "B", _("Zone B")
    C = "C", _("Zone C")
    UNKNOWN = "O", _("Corsica or overseas (not known here)")


class Community(models.Model):
    # Of this place for ever, whatever its address: what it gives to calendars is known again by it.
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    welcome = models.CharField(max_length=160, blank=True)  # one line under the name
    story = models.TextField(max_length=20_000, blank=True)  # Markdown
    values = models.TextField(max_length=20_000, blank=True)  # Markdown
    charter = models.TextField(max_length=20_000, blank=True)  # Markdown
    charter_review_on = models.DateField(null=True, blank=True)
    logo = models.ImageField(upload_to="community/", blank=True)
    colour = models.CharField(max_length=7, default="#1d6b57")  # as chosen: #rrggbb
    tokens = models.JSONField(default=dict)  # made readable at saving: {"light": {...}, "dark": {...}}
    telephone = models.CharField(max_length=32, blank=True)  # a line anyone may call
    call_room = models.CharField(max_length=300, blank=True)  # where people talk at a distance; https only
    is_open = models.BooleanField(default=True)  # public home, or members only
    time_zone = models.CharField(max_length=50, default="Europe/Paris")
    public_holidays = models.CharField(max_length=4, choices=Holidays.choices, default=Holidays.FRANCE)
    school_zone = models.CharField(max_length=1, choices=SchoolZone.choices, blank=True)
    vacancy_alarms = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_community_per_installation"),
            models.CheckConstraint(
                condition=models.Q(call_room="") | models.Q(call_room__startswith="https://"),
                name="call_room_is_https",
            ),
        ]

    def __str__(self) -> str:
        return self.name
