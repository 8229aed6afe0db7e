"""Two states → a record that says who, when and why; undoing is deleting it."""

from django.db import models

from parvis.meetings.models.meeting import Meeting
from parvis.members.models import Member


class Publication(models.Model):
    """The meeting may be seen. Without one it is a proposal, seen by its host and those who publish."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="publication")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.meeting} published"


class Cancellation(models.Model):
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="cancellation")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.meeting} cancelled"


class Closing(models.Model):
    """Afterwards: did it happen, how many were there. Written once, may be corrected."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="closing")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    happened = models.BooleanField()
    unnamed_people = models.PositiveIntegerField(default=0)  # were there, nobody took their name

    def __str__(self) -> str:
        return f"{self.meeting} {'happened' if self.happened else 'did not happen'}"
