"""A deed: something someone did, written in the same transaction as the act."""

from django.db import models


class Deed(models.Model):
    """Persons and subjects are opaque ids: the chronicle stands below people."""

    verb = models.CharField(max_length=60)  # past participle with its area: "meetings.registered"
    person = models.BigIntegerField(null=True)  # who did it
    for_person = models.BigIntegerField(null=True)  # on whose behalf, when it is someone else
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()
    details = models.JSONField(default=dict)  # small, no personal data

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["verb", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind}:{self.subject_id}"
