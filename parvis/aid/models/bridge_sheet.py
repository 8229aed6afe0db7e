"""A sheet of the bridge: whom one helper calls, on paper, so that what they noted can be typed back."""

from django.db import models

from parvis.aid.models.bridge import Volunteer
from parvis.kit.paper_codes import PaperCode


class BridgeSheet(models.Model):
    """`lines`: for each line of the paper, from the first, the id of whom it stands for.

    It goes with its helper when the bridge sleeps: a code on paper then opens nothing.
    """

    KIND = "B"  # the first sign of its code

    helper = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="sheets")
    made_at = models.DateTimeField()
    lines = models.JSONField(default=list)  # ids of `LookedAfter`

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """As it is printed."""
        return str(PaperCode(self.KIND, self.pk))
