"""A call that waits while another is answered: who answers, who calls if known, what was typed so far."""

from django.db import models
from django.utils.translation import gettext as _

from parvis.members.models import Member


class OpenCall(models.Model):
    correspondent = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="open_calls")
    person = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    typed = models.JSONField(default=dict)  # name of a field → what stood in it, a few short texts
    began_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)  # since when it waits; None: this is the one on the line

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["correspondent", "person"], name="one_open_call_per_person")
        ]
        indexes = [models.Index(fields=["began_at"])]

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """The person; or else what is known of them."""
        if self.person is not None:
            return self.person.name
        return self.typed.get("name") or self.typed.get("contact") or _("Somebody")
