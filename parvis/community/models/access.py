"""What one must know to get in: facts first (yes, no, nobody said), then words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Access(models.Model):
    """Shared by places and rooms. None: nobody said; a room then says what its place says."""

    is_step_free = models.BooleanField(_("Without steps"), null=True, blank=True)
    has_hearing_loop = models.BooleanField(_("Hearing loop"), null=True, blank=True)
    has_adapted_toilets = models.BooleanField(_("Adapted toilets"), null=True, blank=True)
    has_parking = models.BooleanField(_("Parking"), null=True, blank=True)
    has_bus = models.BooleanField(_("Bus or train nearby"), null=True, blank=True)
    access = models.TextField(max_length=1000, blank=True)  # how to get there and in: in words

    FACTS = ("is_step_free", "has_hearing_loop", "has_adapted_toilets", "has_parking", "has_bus")

    class Meta:
        abstract = True

    def says(self, fact: str) -> bool | None:
        """One of `FACTS`, as known."""
        known: bool | None = getattr(self, fact)
        return known
