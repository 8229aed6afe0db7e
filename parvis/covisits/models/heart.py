"""What visitors like, and which dates suit them."""

from django.db import models

from parvis.covisits.models.visitor import Visitor
from parvis.meetings.models import DateAnswer, Meeting


class Heart(models.Model):
    """Somebody likes a meeting, a notice or a page; the kinds stand in `covisits.subjects`."""

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="hearts")
    kind = models.CharField(max_length=12)
    subject_id = models.PositiveBigIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visitor", "kind", "subject_id"], name="one_heart_per_visitor_and_subject"
            )
        ]

    def __str__(self) -> str:
        return f"{self.visitor_id} ♥ {self.kind} {self.subject_id}"


class Leaning(models.Model):
    """Yes, if needed or no to one date."""

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="leanings")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    says = models.CharField(max_length=5, choices=DateAnswer.Says.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visitor", "meeting"], name="one_leaning_per_visitor_and_date")
        ]

    def __str__(self) -> str:
        return f"{self.visitor_id} {self.meeting_id} {self.says}"
