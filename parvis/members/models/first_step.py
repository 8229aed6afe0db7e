"""A first step: one thing somebody wished to learn, walked together with somebody who knows it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.members.models.member import Member


class FirstStep(models.Model):
    """There because the person wished it. No score: what is not ticked is not missing."""

    class Step(models.TextChoices):
        ENTER = "enter", _("Enter with a code")
        COME = "come", _("Say “I am coming”")
        CANCEL = "cancel", _("Cancel")
        STORY = "story", _("Find a story again")
        REACH = "reach", _("Say how I prefer to be reached")  # asked once, when the others are ticked

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="first_steps")
    step = models.CharField(max_length=6, choices=Step.choices)
    wished_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    noted_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "step"], name="one_first_step_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.member}: {self.step}"
